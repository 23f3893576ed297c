<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fi" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Has your data been misused?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example, somebody bought or borrowed in your name, or took money from you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is somebody threatening you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example, somebody asks for money, or says that they will publish something about you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip this question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your answer decides only what is shown first. It is not saved and does not leave this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You do not have to decide anything today.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish and wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{urgency} · Step {number} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All advice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See all advice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can stop here and come back. One step is enough for one day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the telephone number of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens in your browser, which may remember that you were there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source: {names}. Looked at on {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most urgent first. Open whichever you want.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would you like to talk to somebody?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You need not tell anybody your identity number, and not what the answer was.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>What to do first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish and wipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data is in this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A criminal took these records. This is not your fault, and you can stop here and come back at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your number is not in this material</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of {day} holds no record that opens with what you typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this does not rule out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data about you may have been taken elsewhere: this list knows only some breaches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may have been recorded without your number, or with a mistake in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some lists open only with a code from a letter. They are named below, for everyone alike.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded about you in the list, as far as is known:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held by {holder}. Taken: {taken}. Known since: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it means</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more, about your health</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n about your health</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists that open only with a letter code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can find out who is in these lists by knowing a number. Everyone sees this text. The code comes by letter from whoever held the data. If you believe that a letter is missing, ask them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of {day}, signed by its publisher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) left this computer.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>See what left this computer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This takes a few seconds. You can stop it at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the check is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DemoBanner</name>
    <message>
        <source>Demo: invented records and numbers of no one. Its protection is weaker than the real one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Failed</name>
    <message>
        <source>This is not an answer. It says nothing about whether your data was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For the help number, if they ask: {code}. It tells nothing about you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to your number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read advice without a check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what left this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can try again at {time}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can try again now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Page {code}, edition {edition}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone to talk to</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave quickly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blanks the window, wipes everything and ends the program. Shift three times does the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeftComputer</name>
    <message>
        <source>What left this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n request(s), in the order in which they were sent.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing yet. When you check, every request is shown here byte for byte.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is for whoever wants to examine this program. It holds no identity number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every request</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>sent again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Underlined: the fragment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bytes of request {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fragment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bits} bits: one of {groups} groups. Yours holds about {people} living people.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Above, the 32 bits of a hash that this computer made of your number: the filled ones were sent, as the group number {index}, and the empty ones never left. Below, all groups, and the one that was asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the other side could learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That this internet address asked, and when.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which version of the program asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fragment, which many thousand people share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What never left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your identity number, and the code of a letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer: it was worked out on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you answer, read and choose here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what left this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>requests.txt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Number</name>
    <message>
        <source>Your identity number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What leaves this computer?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays on this computer. Nothing about it is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays on this computer. Only a {bits}-bit fragment, shared by about {people} people, is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hint} Example: {example}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number is hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can be a number of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did you get a letter with a code?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some lists can be opened only with the code in a letter, so that nobody else can look you up. Without a letter, leave this out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code of the letter, four groups of four digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on without a code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code fits together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of the demo, which belong to no one:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check could not begin with what was typed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ready</name>
    <message>
        <source>The answer is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the time that you need. It is not shown before you ask for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is somebody near you who should not see it? It can wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Would you rather not be alone with it? You can ask somebody to sit with you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only show me advice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“Only show me advice” leaves the answer closed; the advice is then the one for everyone. “Not now” wipes the answer and what you typed. You can check again at any time.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Privacy of a check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard sends a {bits}-bit fragment, shared by about {people} people. Maximum sends nothing about your number and fetches the whole list instead, which takes longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proxy or Tor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it empty to use what the system uses. For Tor, for example: {example}. Without a user name or password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the address of a proxy. It is not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of the screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this window out of screenshots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It then also stays black for a screen magnifier and for remote help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exposure Check {version}, free software under the Apache License 2.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service: {name}, {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These settings are all that the program remembers. They hold nothing about you or a check.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Information</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StillHere</name>
    <message>
        <source>Are you still here?</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Nobody has used the program for a while. In %n minute(s) it wipes what was typed and shown, and begins anew.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wipe now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was on the page is still there when you go on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Was your data taken in a breach?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You type your identity number. It stays on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You get an answer and one next step. You can stop at any time; nothing is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read advice without a check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing about your number leaves this computer: the whole list is fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only a {bits}-bit fragment shared by about {people} people leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before you start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is near you, and is this your own computer? The answer is for you alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To leave at once, press “Leave quickly” at the top, or the Shift key three times. The window goes, what you typed and saw is wiped, and the program ends. It can still be seen that the program is on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>failure</name>
    <message>
        <source>There is no connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service could not be reached, or the connection broke.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that this computer is on the Internet, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is too slow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service did not answer completely within the time allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proxy does not let the request through</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proxy stands between this computer and the service. It refused, or it cannot be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the proxy in the settings, or try from another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The connection is not private</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What answered could not prove that it is the service. Something on the way may be reading along, or the date of this computer is wrong. Nothing about your number was sent to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the date of this computer. If it is right, try from another network, such as your own at home.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service is busy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many people are asking at the same time, and it asks you to wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait a little, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service has a fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service answered something that was not asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later. If it goes on, tell the help number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This service does not know that kind of number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds no list under the kind of number that you chose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back and choose another kind of number, or ask the help number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check was stopped to protect you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fragment would have been shared by too few people, so it could have pointed to you. It was not sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the help number. You need not say your number to anyone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try from another network, and tell the help number if it happens again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list cannot be trusted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list could not be proven to come from its publisher.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature of the list is not valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list does not carry its publisher&apos;s signature, so it may have been changed on the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service offers an old list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has seen a newer list than the one that was offered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is out of date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list is past the date until which it is valid, or the date of this computer is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the date of this computer. If it is right, try again tomorrow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the list do not belong together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts that arrived were not published together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a few minutes. If it happens again, tell the help number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What arrived is damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came back could not be read or proven to be right, and was not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version is too old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list has a newer form than this version of the program can read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Get the newest version from the place where you got this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong that this program did not expect.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again. If it happens again, tell the help number.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sent</name>
    <message>
        <source>What left this computer: every request, byte for byte, before encryption.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Please type your number first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of the characters cannot be part of this kind of number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number is not complete, or it has too many characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The character in the middle does not fit. Type it as it is on your card: it is part of the number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Please type the year of birth with four digits, twelve digits in all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The date of birth in it does not exist. Please look at it once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check character does not fit: one character is mistyped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No one is ever given a number of this form.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a temporary number, and it can stand for several people. Please use your permanent one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This number is set aside for tests and belongs to no one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version does not know that kind of number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not look like a number of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code has digits only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code is not complete: it has sixteen digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code does not fit: one digit is mistyped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This does not look like a code from a letter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for the signed table of contents of the list. The same for everyone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for the description of the list. The same for everyone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for what the publisher says of every breach in the list. The same for everyone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for one group of records. The number of the group at the end of the address is the fragment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks for the whole list, so that nothing about your number is sent. The same for everyone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends two values of 32 bytes that look random. Nobody can compute your number from them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparing on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your number is turned into a value from which nobody can read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two requests are sent. They are the same in form for everyone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came back is compared here. The answer is known only here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
