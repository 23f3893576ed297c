<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Answer</name>
    <message numerus="yes">
        <source>%n more, about health</source>
        <translation>
            <numerusform>One more, about health</numerusform>
            <numerusform>%n more, about health</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n about health</source>
        <translation>
            <numerusform>One about health</numerusform>
            <numerusform>%n about health</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) left this computer.</source>
        <translation>
            <numerusform>%n request left this computer.</numerusform>
            <numerusform>%n requests left this computer.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>IdlePrompt</name>
    <message numerus="yes">
        <source>Nobody has used the program for a while. In about %n second(s) it wipes what was typed and shown, and begins anew.</source>
        <translation>
            <numerusform>Nobody has used the program for a while. In about %n second it wipes what was typed and shown, and begins anew.</numerusform>
            <numerusform>Nobody has used the program for a while. In about %n seconds it wipes what was typed and shown, and begins anew.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody has used the program for a while. In %n minute(s) it wipes what was typed and shown, and begins anew.</source>
        <translation>
            <numerusform>Nobody has used the program for a while. In %n minute it wipes what was typed and shown, and begins anew.</numerusform>
            <numerusform>Nobody has used the program for a while. In %n minutes it wipes what was typed and shown, and begins anew.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LeftComputer</name>
    <message numerus="yes">
        <source>%n request(s), in the order in which they were sent.</source>
        <translation>
            <numerusform>%n request.</numerusform>
            <numerusform>%n requests, in the order in which they were sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
</TS>
