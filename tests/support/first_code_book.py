"""A code book as the first version wrote it, before rows were named exactly: bytes that its own code made."""

from __future__ import annotations

# Written by the first version, under "correct horse", with what it drew for two people under this key.
FIRST = bytes.fromhex(
    "6578706f737572652d636865636b2f636f6465732f310a2e578cc2db11f8e0af94e93fc40b74801e4eafcb1bee168f21c05308e33319d068ed"
    "d8dac1d296832b5a813c6d5a699a64007928bbdee3fe855356ac76a57a253713b884c12545138d71f7dd2cac7fc745e9394fb9292a2eb46634"
    "5f7dbccecfb4d35fadab91a2bf55718048ddca409b8b843fa16f0ec1238c9896b6618d0be99aca5a2fe376636a8cf203bf232b4068"
)
FIRST_DREW = {b"fi.hetu\x00010594Y9032": "0786179602882945", b"fi.hetu\x00020594X903P": "3508760999499650"}
