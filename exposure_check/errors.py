"""Every error that this program raises on purpose.

::

    ExposureCheckError
    ├── InputError                     what was typed or given is wrong; exit status 2
    │   ├── NumberError                the identity number, with a reason code that the screens translate
    │   ├── LetterCodeError            the code from the letter
    │   ├── OptionError                a command-line option or a file that was named
    │   ├── ProfileError               a profile file
    │   │   ├── MissingProfileError    there is none on this computer
    │   │   ├── ProfileFormatError     of a form that this version does not know
    │   │   └── ProfileSignatureError  it was changed after it was signed
    │   └── GuidanceError              a file of advice, bundled or signed by a publisher
    ├── CheckError                     a lookup could not be completed; exit status 3; never means "not found"
    │   ├── NetworkError               no connection, or it broke
    │   │   ├── TimeLimitError
    │   │   ├── ProxyError             the proxy refused or cannot be reached
    │   │   └── TlsError               certificate not trusted: interception, or a wrong clock
    │   ├── ServerBusyError            429 or 503; carries the seconds to wait
    │   ├── ServerError                any other answer that is not the one asked for
    │   ├── TrustError                 the signed list cannot be trusted
    │   │   ├── SignatureError
    │   │   ├── RollbackError          older than one already seen
    │   │   ├── ForkError              another list under a version already seen
    │   │   ├── ExpiredError           freeze: no longer renewed
    │   │   ├── MixedRepositoryError   parts that were not published together
    │   │   └── OldProfileError        more roots have followed the profile's than a client goes through
    │   ├── MalformedError             bytes that do not parse or do not verify
    │   ├── AnonymityError             the bucket would be shared by too few people
    │   ├── UnsupportedError           a suite or a format newer than this program
    │   ├── NumberNotServedError       this list holds no records under that kind of number
    │   ├── MaximumNotOfferedError     this list is too large to be fetched whole
    │   ├── ThisComputerError          the fault is here: a folder, a disk, what was remembered; no attack
    │   │   └── SettingsError          which proxy and privacy were chosen is not known
    │   └── CancelledError             the user stopped it
    ├── PublishError                   a data set could not be built or verified; exit status 1
    └── ServeError                     the server could not start; exit status 1

`code` is stable and goes into `--json`; `str(error)` says what happened and `advice` what to do now: an error that is
an operator's to put right has advice of its own wherever it is raised, never that of its class. No text here ever
holds an identity number, a stretched value or a letter code: whoever raises one of these describes the fault, never the
value. `page` is the id of the page of the window that explains the failure (`desktop/screen_codes.py`).
"""

from __future__ import annotations

import errno


class ExposureCheckError(Exception):
    """The root of the hierarchy.

    `message` says what happened, `advice` what the person can do now.
    """

    code = "error"
    advice = "Try again. If it happens again, tell whoever runs the service."

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if advice is not None:
            self.advice = advice

    def __reduce__(self) -> tuple[object, ...]:
        # A worker process hands its error to the one that waits for it. By default that calls the class with the
        # message alone, fails for want of the advice, and is told as a worker that died.
        return _as_it_was, (type(self), self.args, self.__dict__)


def _as_it_was(kind: type[ExposureCheckError], args: tuple[object, ...], attributes: dict[str, object]) -> object:
    error = kind.__new__(kind, *args)
    error.__dict__.update(attributes)
    return error


class InputError(ExposureCheckError):
    """What was typed or given is wrong and nothing was sent. No advice fits all of them: each is given its own."""

    code = "input"

    def __init__(self, message: str, *, advice: str) -> None:
        super().__init__(message, advice=advice)


class NumberError(InputError):
    """The identity number is not one; `reason` is a stable code (`identity.Reason`)."""

    code = "number.invalid"
    advice = "Look at the number on your card or letter and type it again."

    def __init__(self, message: str, *, reason: str, advice: str | None = None) -> None:
        super().__init__(message, advice=advice or self.advice)
        self.reason = reason


class LetterCodeError(InputError):
    """The letter code is not one; `reason` is `length`, `character` or `check_digit`."""

    code = "letter_code.invalid"
    advice = "Look at the letter and type the sixteen digits again."

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message, advice=self.advice)
        self.reason = reason


class OptionError(InputError):
    """A command-line option, or a file that it names, cannot be used."""

    code = "option.invalid"


class ProfileError(InputError):
    """A profile file cannot be used."""

    code = "profile.invalid"


class MissingProfileError(ProfileError):
    """There is no profile on this computer."""

    code = "profile.missing"


class ProfileFormatError(ProfileError):
    """A profile is of a form that this version does not know."""

    code = "profile.format"


class ProfileSignatureError(ProfileError):
    """A signed profile was changed, or not signed by the key that it names."""

    code = "profile.signature"


class GuidanceError(InputError):
    """A file of advice cannot be used; the message names the file and the line."""

    code = "guidance.invalid"


class CheckError(ExposureCheckError):
    """It could not be checked. This is never an answer: it says nothing about the person."""

    code = "check.failed"
    page = "unexpected"


def program_fault() -> CheckError:
    """What a person is told where an exception that nobody expected ends a lookup: its text may hold anything."""
    return CheckError("It could not be checked because of a fault in this program.")


class NetworkError(CheckError):
    """No connection, or it broke before the answer was complete."""

    code = "network.unreachable"
    page = "no_network"
    advice = "Check the connection to the Internet and try again."


class TimeLimitError(NetworkError):
    """The connection is there but the answer took too long."""

    code = "network.time_limit"
    advice = "The connection is slow. Try again in a moment."


class ProxyError(NetworkError):
    """A proxy stands between and refuses, or cannot be reached."""

    code = "network.proxy"
    page = "proxy_or_tls"
    advice = "Check the proxy in the settings, or try from another network."


class TlsError(NetworkError):
    """The server's certificate is not trusted: interception on the way, or a wrong clock here."""

    code = "network.tls"
    page = "proxy_or_tls"
    advice = "Check that this computer's date is right, or try from another network, such as your own at home."


class ServerBusyError(CheckError):
    """The server asks to wait; `retry_after` is in seconds."""

    code = "server.busy"
    page = "busy"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message, advice=f"Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class ServerError(CheckError):
    """The server answered something other than what was asked for."""

    code = "server.error"
    advice = "The service has a fault. Try again later."

    def __init__(self, message: str, *, status: int = 0) -> None:
        super().__init__(message)
        self.status = status  # of HTTP; 0 where the fault is not in the status


class TrustError(CheckError):
    """The signed list cannot be trusted."""

    code = "trust.invalid"
    page = "not_trusted"
    advice = "Do not go on. Try from another network, and tell whoever runs the service."


class SignatureError(TrustError):
    """A signature of the list is missing or not valid."""

    code = "trust.signature"


class RollbackError(TrustError):
    """The server offers a list older than one that this computer has seen."""

    code = "trust.rollback"


class ForkError(TrustError):
    """The server offers another list under a version that this computer has seen."""

    code = "trust.fork"


class ExpiredError(TrustError):
    """The list has expired: it is no longer renewed, someone holds a new one back, or the clock is wrong.

    A list that claims to hold for longer than one may is the same: the clock is behind, or someone prepares a freeze.
    """

    code = "trust.expired"
    page = "out_of_date"
    advice = "Check that this computer's date is right. If it is, try again later."


class MixedRepositoryError(TrustError):
    """Parts of the list were not published together."""

    code = "trust.mixed"


class OldProfileError(TrustError):
    """More roots of trust have followed that of the profile than a client goes through."""

    code = "trust.old_profile"
    page = "too_old"
    advice = "Ask whoever gave you the profile for a new one, or install the newest version of this program."


class MalformedError(CheckError):
    """Bytes that do not parse or do not verify."""

    code = "data.malformed"
    page = "not_trusted"
    advice = "Do not go on. Try from another network, and tell whoever runs the service."


class AnonymityError(CheckError):
    """The bucket would be shared by fewer living people than the rule asks; `k` is their number."""

    code = "anonymity.too_small"
    page = "not_trusted"
    advice = "Nothing about you was sent. Tell whoever runs the service."

    def __init__(self, message: str, *, k: int) -> None:
        super().__init__(message)
        self.k = k


class UnsupportedError(CheckError):
    """The list is in a suite or format that this version does not know."""

    code = "version.unsupported"
    page = "too_old"
    advice = "Install the newest version of this program."


class NumberNotServedError(CheckError):
    """This service holds no records under that kind of number."""

    code = "number.not_served"
    page = "not_supported"
    advice = "Ask whoever runs the service which kinds of number it knows."


class MaximumNotOfferedError(CheckError):
    """The list is too large to be fetched whole, so the privacy level Maximum is not offered for it."""

    code = "privacy.not_offered"
    page = "not_supported"
    advice = "Nothing about you was sent. Ask whoever runs the service how else you can learn what this list holds."


class ThisComputerError(CheckError):
    """A fault of this computer: a folder, a disk, a permission, what was remembered. Never told as an attack."""

    code = "computer.fault"
    page = "this_computer"
    advice = "Check that the disk is not full and that you may write to your own data folder."


class SettingsError(ThisComputerError):
    """The proxy or the level of privacy that was chosen could not be read back or saved: nothing goes out past it."""

    code = "computer.settings"
    advice = "Look at the settings and confirm the proxy and the level of privacy."


class CancelledError(CheckError):
    """The user stopped the lookup."""

    code = "cancelled"
    page = "number"
    advice = "You can start again at any time."


class PublishError(ExposureCheckError):
    """A data set could not be built, signed or verified."""

    code = "publish.failed"

    def __init__(self, message: str, *, advice: str) -> None:
        super().__init__(message, advice=advice)


class ServeError(ExposureCheckError):
    """The server could not start."""

    code = "serve.failed"

    def __init__(self, message: str, *, advice: str) -> None:
        super().__init__(message, advice=advice)


def advice_on_file(error: OSError) -> str:
    """What to do where the system refuses a file that an option or a setting names."""
    if isinstance(error, FileNotFoundError):
        return "Check the name of the file and of its folder."
    if isinstance(error, PermissionError):
        return "Give this user account permission for it (on Linux, `ls -l` shows who has it), or name another file."
    if isinstance(error, IsADirectoryError | NotADirectoryError | FileExistsError):
        return "Name a file: a folder stands where a file is needed, or the other way round."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Free space on the disk, then run the same command again."
    if error.errno in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP):
        return "Put the folder on a local disk, or mount the network file system with its lock service."
    return "Check the disk or network drive that holds it, then run the same command again."
