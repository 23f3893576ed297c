<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Has your data been misused?</source>
        <translation>Har dina uppgifter missbrukats?</translation>
    </message>
    <message>
        <source>For example, somebody bought or borrowed in your name, or took money from you.</source>
        <translation>Någon har till exempel köpt eller lånat i ditt namn, eller tagit pengar från dig.</translation>
    </message>
    <message>
        <source>Is somebody threatening you?</source>
        <translation>Är det någon som hotar dig?</translation>
    </message>
    <message>
        <source>For example, somebody asks for money, or says that they will publish something about you.</source>
        <translation>Någon kräver till exempel pengar, eller säger att de tänker publicera något om dig.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nej</translation>
    </message>
    <message>
        <source>Skip this question</source>
        <translation>Hoppa över frågan</translation>
    </message>
    <message>
        <source>Your answer decides only what is shown first. It is not saved and does not leave this computer.</source>
        <translation>Ditt svar avgör bara vad som visas först. Det sparas inte och stannar på den här datorn.</translation>
    </message>
    <message>
        <source>One step is enough for one day.</source>
        <translation>Ett steg om dagen räcker.</translation>
    </message>
    <message>
        <source>Step {number}. You can stop here and come back.</source>
        <translation>Steg {number}. Du kan sluta här och komma tillbaka.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Vad du kan göra</translation>
    </message>
    <message>
        <source>You do not have to decide anything today.</source>
        <translation>Du behöver inte bestämma något i dag.</translation>
    </message>
    <message>
        <source>Finish and wipe</source>
        <translation>Avsluta och radera</translation>
    </message>
    <message>
        <source>All advice</source>
        <translation>Alla råd</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Nästa steg</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Föregående</translation>
    </message>
    <message>
        <source>See all advice</source>
        <translation>Se alla råd</translation>
    </message>
    <message>
        <source>Source: {names}. Checked on {day}.</source>
        <translation>Källa: {names}. Granskad den {day}.</translation>
    </message>
    <message>
        <source>Signed by the publisher of the list. Updated on {day}.</source>
        <translation>Signerat av listans utgivare. Uppdaterat den {day}.</translation>
    </message>
    <message>
        <source>This day has passed.</source>
        <translation>Den här dagen har passerat.</translation>
    </message>
    <message>
        <source>These are for every kind of data. Do only what concerns you.</source>
        <translation>Råden gäller alla slags uppgifter. Följ bara dem som rör dig.</translation>
    </message>
    <message>
        <source>Most important first. Open whichever you want.</source>
        <translation>Det viktigaste kommer först. Öppna det du vill.</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>What to do first</source>
        <translation>Vad du kan göra först</translation>
    </message>
    <message>
        <source>Finish and wipe</source>
        <translation>Avsluta och radera</translation>
    </message>
    <message>
        <source>A criminal did this. It is not your fault. You can stop here and come back at any time.</source>
        <translation>En brottsling har gjort det här. Det är inte ditt fel. Du kan sluta här och komma tillbaka när du vill.</translation>
    </message>
    <message>
        <source>This says nothing about anybody: the number was not looked up.</source>
        <translation>Det här säger ingenting om någon: numret söktes inte.</translation>
    </message>
    <message>
        <source>The list of {day} holds no record that opens with what you typed.</source>
        <translation>I listan från den {day} finns inga uppgifter som öppnas med det du skrev.</translation>
    </message>
    <message>
        <source>What was recorded, as far as is known:</source>
        <translation>Vad som fanns registrerat, såvitt man vet:</translation>
    </message>
    <message>
        <source>Data may have been taken elsewhere: this check knows only some breaches.</source>
        <translation>Uppgifter kan ha tagits på annat håll: den här kontrollen känner bara till en del dataintrång.</translation>
    </message>
    <message>
        <source>It may have been recorded without the number, or with a mistake in it.</source>
        <translation>Uppgiften kan ha sparats utan numret, eller med ett fel i det.</translation>
    </message>
    <message>
        <source>What this does not rule out</source>
        <translation>Vad svaret inte utesluter</translation>
    </message>
    <message>
        <source>Some lists open only with a code from a letter. They are named below, for everyone alike.</source>
        <translation>Vissa listor öppnas bara med en kod från ett brev. De nämns nedan, likadant för alla.</translation>
    </message>
    <message>
        <source>Everyone sees this text, whatever the answer is. Nobody can find out who is in these lists by knowing a number. The code comes by letter from whoever held the data. If you believe that a letter is missing, ask them.</source>
        <translation>Alla ser den här texten, vilket svaret än är. Ingen kan ta reda på vem som finns i de här listorna genom att känna till ett nummer. Koden kommer i ett brev från dem som hade uppgifterna. Om du tror att ett brev saknas kan du fråga dem.</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Vad det betyder</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>The publisher withdrew the list on {day}.</source>
        <translation>Utgivaren drog tillbaka listan den {day}.</translation>
    </message>
    <message>
        <source>Ask the help line what that means for you.</source>
        <translation>Ring hjälpnumret och fråga vad det betyder för dig.</translation>
    </message>
    <message>
        <source>Ask whoever told you of this check what that means for you.</source>
        <translation>Fråga den som berättade om kontrollen för dig vad det betyder för dig.</translation>
    </message>
    <message>
        <source>More about this breach</source>
        <translation>Mer om det här intrånget</translation>
    </message>
    <message numerus="yes">
        <source>%n more, about health</source>
        <translation>
            <numerusform>%n uppgift till, om hälsa</numerusform>
            <numerusform>%n uppgifter till, om hälsa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n about health</source>
        <translation>
            <numerusform>%n uppgift om hälsa</numerusform>
            <numerusform>%n uppgifter om hälsa</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Lists that open only with a letter code</source>
        <translation>Listor som öppnas bara med en kod från ett brev</translation>
    </message>
    <message>
        <source>List of {day}, signed by its publisher.</source>
        <translation>Lista från den {day}, signerad av utgivaren.</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) left this computer.</source>
        <translation>
            <numerusform>%n förfrågan skickades från datorn.</numerusform>
            <numerusform>%n förfrågningar skickades från datorn.</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer keeps nothing: it notices an older list only until the program is started anew.</source>
        <translation>Den här datorn sparar ingenting: den märker en äldre lista bara tills programmet startas på nytt.</translation>
    </message>
    <message>
        <source>This computer could not write down which list this was, so it will not notice if you are shown an older one another time.</source>
        <translation>Datorn kunde inte anteckna vilken lista detta var, så den märker inte om du en annan gång får se en äldre lista.</translation>
    </message>
    <message>
        <source>See what left this computer</source>
        <translation>Se vad som skickades</translation>
    </message>
    <message>
        <source>The list holds a record for you that cannot be read. The fault is in the list and not yours. Looking again does not help.</source>
        <translation>I listan finns en uppgift om dig som inte går att läsa. Felet ligger i listan och inte hos dig. Det hjälper inte att söka igen.</translation>
    </message>
    <message>
        <source>Your data was taken from {holder}</source>
        <translation>Dina uppgifter togs från {holder}</translation>
    </message>
    <message>
        <source>This person’s data was taken from {holder}</source>
        <translation>Personens uppgifter togs från {holder}</translation>
    </message>
    <message>
        <source>Your data was taken in a breach</source>
        <translation>Dina uppgifter togs i ett dataintrång</translation>
    </message>
    <message>
        <source>This person’s data was taken in a breach</source>
        <translation>Personens uppgifter togs i ett dataintrång</translation>
    </message>
    <message>
        <source>Your data was taken in {count} breaches</source>
        <translation>Dina uppgifter togs i {count} dataintrång</translation>
    </message>
    <message>
        <source>This person’s data was taken in {count} breaches</source>
        <translation>Personens uppgifter togs i {count} dataintrång</translation>
    </message>
    <message>
        <source>Your data was not found in this check</source>
        <translation>Dina uppgifter hittades inte i den här kontrollen</translation>
    </message>
    <message>
        <source>This person’s data was not found in this check</source>
        <translation>Personens uppgifter hittades inte i den här kontrollen</translation>
    </message>
    <message>
        <source>There is nothing to check right now</source>
        <translation>Det finns inget att kontrollera just nu</translation>
    </message>
    <message>
        <source>Taken in {taken}. It became known in {known}.</source>
        <translation>Taget: {taken}. Blev känt: {known}.</translation>
    </message>
</context>
<context>
    <name>AudienceChoice</name>
    <message>
        <source>Myself</source>
        <translation>Jag själv</translation>
    </message>
    <message>
        <source>A child in my care</source>
        <translation>Ett barn som jag är vårdnadshavare för</translation>
    </message>
    <message>
        <source>Somebody I act for</source>
        <translation>Någon som jag företräder</translation>
    </message>
    <message>
        <source>Somebody close to me</source>
        <translation>Någon som står mig nära</translation>
    </message>
    <message>
        <source>Somebody who has died</source>
        <translation>Någon som har dött</translation>
    </message>
    <message>
        <source>It is about somebody else</source>
        <translation>Det gäller någon annan</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Välj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Whose data is it? The advice follows your choice.</source>
        <translation>Vems uppgifter gäller det? Råden följer ditt val.</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>Screen code {code}</source>
        <translation>Skärmkod {code}</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>Säg</translation>
    </message>
    <message>
        <source>Do not say</source>
        <translation>Säg inte</translation>
    </message>
    <message>
        <source>For you</source>
        <translation>För dig</translation>
    </message>
    <message>
        <source>What can come next</source>
        <translation>Vad som kan komma sedan</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Så här</translation>
    </message>
    <message>
        <source>What else it changes</source>
        <translation>Vad annat det ändrar</translation>
    </message>
    <message>
        <source>How to undo it</source>
        <translation>Så görs det ogjort</translation>
    </message>
    <message>
        <source>Words for letters</source>
        <translation>Ord för bokstäver</translation>
    </message>
    <message>
        <source>For names and for addresses of pages. Never for a number or a code.</source>
        <translation>För namn och webbadresser. Aldrig för en personbeteckning eller en kod.</translation>
    </message>
    <message>
        <source>What the caller sees</source>
        <translation>Vad den som ringer ser</translation>
    </message>
    <message>
        <source>The caller has one of these, and the code is the same. You do not know which.</source>
        <translation>Den som ringer har en av dessa, och koden är densamma. Du vet inte vilken.</translation>
    </message>
    <message>
        <source>What the caller sees: {title}</source>
        <translation>Vad den som ringer ser: {title}</translation>
    </message>
    <message>
        <source>The words of the page</source>
        <translation>Sidans ord</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Visa</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Dölj</translation>
    </message>
    <message>
        <source>Where to send the caller</source>
        <translation>Vart du hänvisar</translation>
    </message>
    <message>
        <source>The number is past its review and is not shown. Look it up on their own website.</source>
        <translation>Numrets granskning har gått ut, och det visas inte. Se efter på deras egen webbplats.</translation>
    </message>
    <message>
        <source>Valid until {day}</source>
        <translation>Gäller till {day}</translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>Checking</source>
        <translation>Kontrollen pågår</translation>
    </message>
    <message>
        <source>This takes longer than usual. You can wait, or stop and try again later.</source>
        <translation>Det här tar längre tid än vanligt. Du kan vänta, eller avbryta och försöka igen senare.</translation>
    </message>
    <message>
        <source>This takes a few seconds. You can stop it at any time.</source>
        <translation>Det tar några sekunder. Du kan avbryta när du vill.</translation>
    </message>
    <message>
        <source>How far the check is</source>
        <translation>Så långt har kontrollen kommit</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Avbryt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Klart</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Pågår</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Väntar</translation>
    </message>
</context>
<context>
    <name>DemoBanner</name>
    <message>
        <source>Demo: invented records and numbers of no one. Its protection is weaker than the real one.</source>
        <translation>Demo: påhittade uppgifter och nummer som inte tillhör någon. Skyddet är svagare än i verkligheten.</translation>
    </message>
    <message>
        <source>Demo: invented records and numbers.</source>
        <translation>Demo: påhittade uppgifter och nummer.</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>Support desk</source>
        <translation>Stöddisken</translation>
    </message>
    <message>
        <source>Advice of</source>
        <translation>Råd för</translation>
    </message>
    <message>
        <source>You read</source>
        <translation>Du läser</translation>
    </message>
    <message>
        <source>The caller reads</source>
        <translation>Den som ringer läser</translation>
    </message>
    <message>
        <source>Booklet</source>
        <translation>Häfte</translation>
    </message>
    <message>
        <source>The call</source>
        <translation>Samtalet</translation>
    </message>
    <message>
        <source>If this happens</source>
        <translation>Om det här händer</translation>
    </message>
    <message>
        <source>Pages of the program</source>
        <translation>Programmets sidor</translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation>Bokstavering</translation>
    </message>
    <message>
        <source>Words for letters</source>
        <translation>Ord för bokstäver</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Visa</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Dölj</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>Everything is wiped</source>
        <translation>Allt är raderat</translation>
    </message>
    <message>
        <source>This program has forgotten the number, the answer and what you chose here.</source>
        <translation>Programmet har glömt numret, svaret och det du valde här.</translation>
    </message>
    <message>
        <source>A file that you saved, or a page that you printed, is still where you put it.</source>
        <translation>En fil som du sparade eller en sida som du skrev ut finns kvar där du lade den.</translation>
    </message>
    <message>
        <source>If somebody else checks now, nothing of yours is carried over.</source>
        <translation>Om någon annan kontrollerar nu följer inget av ditt med.</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>Tillbaka till början</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Check another person</source>
        <translation>Kontrollera en annan person</translation>
    </message>
    <message>
        <source>Not everything could be removed</source>
        <translation>Allt gick inte att ta bort</translation>
    </message>
    <message>
        <source>Whoever looks after this computer can remove these:</source>
        <translation>Den som sköter datorn kan ta bort de här:</translation>
    </message>
    <message>
        <source>This computer has forgotten everything</source>
        <translation>Datorn har glömt allt</translation>
    </message>
    <message>
        <source>Your settings, the memory of lists and your copy of the profile are removed.</source>
        <translation>Dina inställningar, minnet av listor och din kopia av profilen är borttagna.</translation>
    </message>
    <message>
        <source>The program itself is left. It is removed as other programs are.</source>
        <translation>Själva programmet är kvar. Det tas bort på samma sätt som andra program.</translation>
    </message>
</context>
<context>
    <name>Failed</name>
    <message>
        <source>This is not an answer. It says nothing about whether your data was taken.</source>
        <translation>Det här är inget svar. Det säger inte om dina uppgifter har tagits.</translation>
    </message>
    <message>
        <source>If the help line asks for a code: {code}. It tells nothing about you.</source>
        <translation>Om du ringer hjälpnumret och de frågar efter en kod: {code}. Den säger inget om dig.</translation>
    </message>
    <message>
        <source>The code of this fault: {code}. It tells nothing about you.</source>
        <translation>Felets kod: {code}. Den säger inget om dig.</translation>
    </message>
    <message>
        <source>what the system uses</source>
        <translation>det som systemet använder</translation>
    </message>
    <message>
        <source>Now: proxy: {proxy}. Privacy of a check: {level}.</source>
        <translation>Nu: proxyserver: {proxy}. Skydd vid kontroll: {level}.</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Öppna inställningarna</translation>
    </message>
    <message>
        <source>Check with what is set now</source>
        <translation>Kontrollera med det som är inställt nu</translation>
    </message>
    <message>
        <source>Back to your number</source>
        <translation>Tillbaka till numret</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Försök igen</translation>
    </message>
    <message>
        <source>Read advice without a check</source>
        <translation>Läs råd utan kontroll</translation>
    </message>
    <message>
        <source>See what left this computer</source>
        <translation>Se vad som skickades</translation>
    </message>
    <message>
        <source>You can try again at {time}.</source>
        <translation>Du kan försöka igen kl. {time}.</translation>
    </message>
    <message>
        <source>You can try again now.</source>
        <translation>Du kan försöka igen nu.</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Screen code, or a word</source>
        <translation>Skärmkod eller ett ord</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>Inget hittades med de orden.</translation>
    </message>
    <message>
        <source>That may be a number of the caller. It was not kept. Say: please do not tell me, I do not need it.</source>
        <translation>Det kan vara ett nummer som hör till den som ringer. Det sparades inte. Säg: berätta det inte för mig, jag behöver det inte.</translation>
    </message>
    <message>
        <source>One digit was misheard. Ask for all three again, one by one.</source>
        <translation>En siffra hördes fel. Be om alla tre igen, en i taget.</translation>
    </message>
    <message>
        <source>This version has no page with that code. The caller&apos;s program may be newer.</source>
        <translation>Den här versionen har ingen sida med den koden. Den som ringer kan ha ett nyare program.</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Screen code {code}, edition {edition}</source>
        <translation>Skärmkod {code}, version {edition}</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Sida</translation>
    </message>
    <message>
        <source>{name}:</source>
        <translation>{name}:</translation>
    </message>
    <message>
        <source>Someone to talk to</source>
        <translation>Någon att prata med</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Inställningar</translation>
    </message>
    <message>
        <source>Language: {name}</source>
        <translation>Språk: {name}</translation>
    </message>
    <message>
        <source>Leave quickly</source>
        <translation>Lämna snabbt</translation>
    </message>
    <message>
        <source>Blanks the window, wipes everything and ends the program. Shift three times does the same.</source>
        <translation>Tömmer fönstret, raderar allt och stänger programmet. Skift tre gånger gör samma sak.</translation>
    </message>
    <message>
        <source>Wipes everything and begins anew. Shift three times does the same.</source>
        <translation>Raderar allt och börjar om. Skift tre gånger gör samma sak.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Hjälp</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>Would you like to ask somebody?</source>
        <translation>Vill du fråga någon?</translation>
    </message>
    <message>
        <source>Read out the code of the page that you come from: {code}. It tells nothing about you.</source>
        <translation>Läs upp koden för sidan som du kom från: {code}. Den säger ingenting om dig.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tangenter</translation>
    </message>
    <message>
        <source>Tab, and Shift with Tab: to the next and to the previous button or field</source>
        <translation>Tabb till nästa knapp eller fält, Skift och Tabb till föregående</translation>
    </message>
    <message>
        <source>Enter: the main button of the page, or the button that you are on</source>
        <translation>Enter: sidans huvudknapp, eller knappen som du står på</translation>
    </message>
    <message>
        <source>Shift three times: leave quickly</source>
        <translation>Skift tre gånger: lämna snabbt</translation>
    </message>
    <message>
        <source>Alt with the left arrow: back</source>
        <translation>Alt och vänsterpil: tillbaka</translation>
    </message>
    <message>
        <source>Ctrl with plus, minus or 0: larger, smaller or normal text</source>
        <translation>Ctrl och plus, minus eller 0: större, mindre eller normal text</translation>
    </message>
    <message>
        <source>Esc: stop a check</source>
        <translation>Esc: avbryt en kontroll</translation>
    </message>
    <message>
        <source>F1: this help, and back</source>
        <translation>F1: den här hjälpen, och tillbaka</translation>
    </message>
</context>
<context>
    <name>HelpLines</name>
    <message>
        <source>Add a help line</source>
        <translation>Lägg till ett hjälpnummer</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>You do not have to say your number, or what the answer was.</source>
        <translation>Du behöver inte säga din personbeteckning eller vad svaret var.</translation>
    </message>
    <message>
        <source>Would you like to talk to somebody?</source>
        <translation>Vill du prata med någon?</translation>
    </message>
    <message>
        <source>Help line</source>
        <translation>Hjälpnummer</translation>
    </message>
    <message>
        <source>Somebody you trust is a good beginning.</source>
        <translation>Någon som du litar på är en bra början.</translation>
    </message>
</context>
<context>
    <name>IdlePrompt</name>
    <message>
        <source>Are you still here?</source>
        <translation>Är du kvar?</translation>
    </message>
    <message numerus="yes">
        <source>Nobody has used the program for a while. In about %n second(s) it wipes what was typed and shown, and begins anew.</source>
        <translation>
            <numerusform>Ingen har använt programmet på en stund. Om ungefär %n sekund raderas det som skrivits och visats, och programmet börjar om.</numerusform>
            <numerusform>Ingen har använt programmet på en stund. Om ungefär %n sekunder raderas det som skrivits och visats, och programmet börjar om.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody has used the program for a while. In %n minute(s) it wipes what was typed and shown, and begins anew.</source>
        <translation>
            <numerusform>Ingen har använt programmet på en stund. Om %n minut raderas det som skrivits och visats, och programmet börjar om.</numerusform>
            <numerusform>Ingen har använt programmet på en stund. Om %n minuter raderas det som skrivits och visats, och programmet börjar om.</numerusform>
        </translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation>Jag är kvar</translation>
    </message>
    <message>
        <source>Wipe now</source>
        <translation>Radera nu</translation>
    </message>
    <message>
        <source>What was on the page is still there when you go on.</source>
        <translation>Det som fanns på sidan är kvar när du fortsätter.</translation>
    </message>
</context>
<context>
    <name>LeftComputer</name>
    <message>
        <source>What left this computer</source>
        <translation>Det här skickades från datorn</translation>
    </message>
    <message>
        <source>What leaves this computer</source>
        <translation>Det här skickas från datorn</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s), in the order in which they were sent.</source>
        <translation>
            <numerusform>%n förfrågan skickades.</numerusform>
            <numerusform>%n förfrågningar skickades, i den här ordningen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing yet. When you check, every request is shown here byte for byte.</source>
        <translation>Inget än. När du gör en kontroll visas varje förfrågan här, byte för byte.</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Spara som fil</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>The file is for whoever wants to examine this program. It holds no identity number.</source>
        <translation>Filen är till för den som vill granska programmet. Den innehåller ingen personbeteckning.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>Every request</source>
        <translation>Alla förfrågningar</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n byte</numerusform>
        </translation>
    </message>
    <message>
        <source>sent again</source>
        <translation>skickad på nytt</translation>
    </message>
    <message>
        <source>Show the bytes</source>
        <translation>Visa byten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>Underlined: the fragment.</source>
        <translation>Understruket: fragmentet.</translation>
    </message>
    <message>
        <source>Bytes of request {number}</source>
        <translation>Byten i förfrågan {number}</translation>
    </message>
    <message>
        <source>The fragment</source>
        <translation>Fragmentet</translation>
    </message>
    <message>
        <source>The fragment is the small part that left: {bits} bits, the number of one of {groups} groups. It fits about {people} living people.</source>
        <translation>Fragmentet är den lilla del som lämnade datorn: {bits} bitar, numret på en av {groups} grupper. Det passar på ungefär {people} levande personer.</translation>
    </message>
    <message>
        <source>In the picture, the large squares are the 32 bits of a hash that this computer made of your number. The filled ones were sent, as the group number {index}; the empty ones never left. The small squares are all groups, and the filled one was asked for.</source>
        <translation>De stora rutorna i bilden är de 32 bitar av en hash som den här datorn räknade ut av ditt nummer. De fyllda skickades, som gruppnumret {index}; de tomma lämnade aldrig datorn. De små rutorna är alla grupper, och den fyllda är den som det frågades efter.</translation>
    </message>
    <message>
        <source>The fragment, which fits many thousand people.</source>
        <translation>Fragmentet, som passar på många tusen personer.</translation>
    </message>
    <message>
        <source>The fragment: {bits} bits of a scrambled value. It fits about {people} people.</source>
        <translation>Fragmentet: {bits} bitar av ett omkastat värde. Det passar på ungefär {people} personer.</translation>
    </message>
    <message>
        <source>What the other side could learn</source>
        <translation>Vad mottagaren kunde få veta</translation>
    </message>
    <message>
        <source>What the other side can learn</source>
        <translation>Vad mottagaren kan få veta</translation>
    </message>
    <message>
        <source>That this internet address asked, and when.</source>
        <translation>Att den här internetadressen frågade, och när.</translation>
    </message>
    <message>
        <source>That it was this program that asked.</source>
        <translation>Att det var det här programmet som frågade.</translation>
    </message>
    <message>
        <source>What never left</source>
        <translation>Det här skickades aldrig</translation>
    </message>
    <message>
        <source>What never leaves</source>
        <translation>Det här skickas aldrig</translation>
    </message>
    <message>
        <source>Your identity number, and the code of a letter.</source>
        <translation>Din personbeteckning och koden i ett brev.</translation>
    </message>
    <message>
        <source>The answer: it is worked out on this computer.</source>
        <translation>Svaret: det räknas ut på den här datorn.</translation>
    </message>
    <message>
        <source>What you answer, read and choose here.</source>
        <translation>Det du svarar, läser och väljer här.</translation>
    </message>
    <message>
        <source>Save what left this computer</source>
        <translation>Spara det som skickades från datorn</translation>
    </message>
    <message>
        <source>requests.txt</source>
        <translation>forfragningar.txt</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Sparat som {path}.</translation>
    </message>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Det gick inte att spara där. Välj en annan mapp.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopierat.</translation>
    </message>
</context>
<context>
    <name>LineFields</name>
    <message>
        <source>Name of the help line</source>
        <translation>Hjälpnumrets namn</translation>
    </message>
    <message>
        <source>Telephone number</source>
        <translation>Telefonnummer</translation>
    </message>
    <message>
        <source>When it answers ({language})</source>
        <translation>När någon svarar ({language})</translation>
    </message>
    <message>
        <source>Spoken there</source>
        <translation>Språk som talas där</translation>
    </message>
    <message>
        <source>Take this line out</source>
        <translation>Ta bort det här numret</translation>
    </message>
    <message>
        <source>Take out help line {number}</source>
        <translation>Ta bort hjälpnummer {number}</translation>
    </message>
</context>
<context>
    <name>LogSheetOffer</name>
    <message>
        <source>An empty page for notes</source>
        <translation>En tom sida för anteckningar</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>A page to write down whom you told, when, and what they said. Nothing of an answer is on it.</source>
        <translation>En sida där du kan skriva upp vem du har berättat för, när, och vad de sade. Inget om ett svar står på den.</translation>
    </message>
    <message>
        <source>Save the empty page</source>
        <translation>Spara den tomma sidan</translation>
    </message>
    <message>
        <source>Print the empty page</source>
        <translation>Skriv ut den tomma sidan</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>anteckningar</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Sparat som {path}.</translation>
    </message>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Det gick inte att spara där. Välj en annan mapp.</translation>
    </message>
    <message>
        <source>This computer has no printer. You can save the page as a file.</source>
        <translation>Den här datorn har ingen skrivare. Du kan spara sidan som en fil.</translation>
    </message>
    <message>
        <source>It was sent to the printer.</source>
        <translation>Sidan skickades till skrivaren.</translation>
    </message>
    <message>
        <source>It could not be printed.</source>
        <translation>Det gick inte att skriva ut.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Information</source>
        <translation>Information</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>Kontrollen avbröts.</translation>
    </message>
    <message>
        <source>Size of text: {percent} %</source>
        <translation>Textstorlek: {percent} %</translation>
    </message>
</context>
<context>
    <name>MakerWindow</name>
    <message>
        <source>Something is missing or does not fit. It is marked in the form.</source>
        <translation>Något saknas eller stämmer inte. Det är markerat i formuläret.</translation>
    </message>
    <message>
        <source>Handed out by {name}.</source>
        <translation>Delas ut av {name}.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Sparad: {path}.</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>Spara profilen</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Profiler (*.json)</translation>
    </message>
    <message>
        <source>This profile was signed. Once it is changed it has to be signed again.</source>
        <translation>Profilen var signerad. När den ändras måste den signeras på nytt.</translation>
    </message>
    <message>
        <source>Profile of a clinic</source>
        <translation>En kliniks profil</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>Open a profile</source>
        <translation>Öppna en profil</translation>
    </message>
    <message>
        <source>You read</source>
        <translation>Du läser</translation>
    </message>
    <message>
        <source>Patients read</source>
        <translation>Patienterna läser</translation>
    </message>
    <message>
        <source>Save without a signature</source>
        <translation>Spara utan signatur</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alla filer (*)</translation>
    </message>
</context>
<context>
    <name>NoProfile</name>
    <message>
        <source>This program does not know yet whom to ask</source>
        <translation>Programmet vet ännu inte vem det ska fråga</translation>
    </message>
    <message>
        <source>It needs a small file, called a profile, that names the service with the list. You get it from whoever told you of this program, such as a clinic, an authority or a help line.</source>
        <translation>Det behöver en liten fil, en profil, som anger tjänsten med listan. Du får den av den som berättade om programmet för dig, till exempel en klinik, en myndighet eller en rådgivningstelefon.</translation>
    </message>
    <message>
        <source>Choose the file, or drop it onto this window. It is often called profile.json.</source>
        <translation>Välj filen eller släpp den på fönstret. Den heter ofta profile.json.</translation>
    </message>
    <message>
        <source>Before it is used, you see whom it trusts.</source>
        <translation>Innan den används ser du vem den litar på.</translation>
    </message>
    <message>
        <source>Nothing leaves this computer until you check a number.</source>
        <translation>Inget lämnar datorn förrän du kontrollerar ett nummer.</translation>
    </message>
    <message>
        <source>Read advice without a check</source>
        <translation>Läs råd utan kontroll</translation>
    </message>
    <message>
        <source>Try it with invented people</source>
        <translation>Prova med påhittade personer</translation>
    </message>
    <message>
        <source>Choose a profile</source>
        <translation>Välj en profil</translation>
    </message>
    <message>
        <source>To try it, the window closes and opens again after a few seconds.</source>
        <translation>När du provar stängs fönstret och öppnas igen efter några sekunder.</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Profiler (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alla filer (*)</translation>
    </message>
    <message>
        <source>Do you trust this profile?</source>
        <translation>Litar du på den här profilen?</translation>
    </message>
    <message>
        <source>A profile decides who is asked and whose list is believed, and anybody can make one in any name. Compare what stands here with what you were given by letter or by telephone.</source>
        <translation>En profil avgör vem som tillfrågas och vems lista programmet litar på. Vem som helst kan göra en profil i vilket namn som helst. Jämför det som står här med det du fick i ett brev eller per telefon.</translation>
    </message>
    <message>
        <source>Use this profile</source>
        <translation>Använd den här profilen</translation>
    </message>
    <message>
        <source>Not this one</source>
        <translation>Inte den här</translation>
    </message>
    <message>
        <source>It is kept in your own folder, so that the program knows it the next time.</source>
        <translation>Den sparas i din egen mapp, så att programmet känner till den nästa gång.</translation>
    </message>
    <message>
        <source>It claims to be from: {name}</source>
        <translation>Påstår sig komma från: {name}</translation>
    </message>
    <message>
        <source>It asks: {addresses}</source>
        <translation>Frågar: {addresses}</translation>
    </message>
    <message>
        <source>It says that its list covers: {breaches}</source>
        <translation>Listan omfattar enligt profilen: {breaches}</translation>
    </message>
    <message>
        <source>It gives as help line: {name}, {number}</source>
        <translation>Hjälpnummer enligt profilen: {name}, {number}</translation>
    </message>
    <message>
        <source>It is a demo, with invented people.</source>
        <translation>Det är en demo med påhittade personer.</translation>
    </message>
    <message>
        <source>It is not signed, so names and telephone numbers in it may have been changed.</source>
        <translation>Den är inte signerad, så namn och telefonnummer i den kan ha ändrats.</translation>
    </message>
</context>
<context>
    <name>Number</name>
    <message>
        <source>Your identity number</source>
        <translation>Din personbeteckning</translation>
    </message>
    <message>
        <source>The identity number of the other person</source>
        <translation>Den andra personens personbeteckning</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Kontrollera</translation>
    </message>
    <message>
        <source>What leaves this computer?</source>
        <translation>Vad skickas från datorn?</translation>
    </message>
    <message>
        <source>It stays on this computer. Nothing about it is sent.</source>
        <translation>Den stannar på den här datorn. Inget om den skickas.</translation>
    </message>
    <message>
        <source>It stays on this computer. Only a small part, which fits about {people} people, is sent.</source>
        <translation>Den stannar på den här datorn. Bara en liten del skickas, och den passar på ungefär {people} personer.</translation>
    </message>
    <message>
        <source>Kind of number</source>
        <translation>Typ av nummer</translation>
    </message>
    <message>
        <source>{hint} Example: {example}</source>
        <translation>{hint} Exempel: {example}</translation>
    </message>
    <message>
        <source>The same number once more</source>
        <translation>Samma nummer en gång till</translation>
    </message>
    <message>
        <source>This kind of number has nothing that shows a mistyped digit, so please type it twice.</source>
        <translation>I ett sådant nummer finns inget som avslöjar en felskriven siffra, så skriv det två gånger.</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Båda är lika.</translation>
    </message>
    <message>
        <source>The two are not the same. Please look at both.</source>
        <translation>De är inte lika. Titta på båda.</translation>
    </message>
    <message>
        <source>The number is shown.</source>
        <translation>Numret visas.</translation>
    </message>
    <message>
        <source>The number is hidden.</source>
        <translation>Numret är dolt.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Dölj</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Visa</translation>
    </message>
    <message>
        <source>The check could not begin with what was typed. Please look at it once more.</source>
        <translation>Kontrollen kunde inte starta med det som skrevs. Titta på det en gång till.</translation>
    </message>
    <message>
        <source>Hide the number</source>
        <translation>Dölj numret</translation>
    </message>
    <message>
        <source>Show the number</source>
        <translation>Visa numret</translation>
    </message>
    <message>
        <source>The number looks right.</source>
        <translation>Numret ser rätt ut.</translation>
    </message>
    <message>
        <source>I have a letter with a code</source>
        <translation>Jag har ett brev med en kod</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>The code looks right.</source>
        <translation>Koden ser rätt ut.</translation>
    </message>
    <message>
        <source>Some lists can be opened only with the code in a letter, so that nobody else can look you up. Without a letter, leave this out.</source>
        <translation>Vissa listor öppnas bara med koden i ett brev, så att ingen annan kan söka på dig. Har du inget brev kan du hoppa över det här.</translation>
    </message>
    <message>
        <source>Enter the code</source>
        <translation>Skriv in koden</translation>
    </message>
    <message>
        <source>Code of the letter, four groups of four digits</source>
        <translation>Koden i brevet, fyra grupper med fyra siffror</translation>
    </message>
    <message>
        <source>Go on without a code</source>
        <translation>Fortsätt utan kod</translation>
    </message>
    <message>
        <source>Numbers of the demo, which belong to no one:</source>
        <translation>Nummer för demon, som inte tillhör någon:</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>{first} to {last} of {count}</source>
        <translation>{first}–{last} av {count}</translation>
    </message>
    <message>
        <source>Show those before</source>
        <translation>Visa de föregående</translation>
    </message>
    <message>
        <source>Show those after</source>
        <translation>Visa de följande</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>As patients will see it</source>
        <translation>Så ser patienterna det</translation>
    </message>
    <message>
        <source>The answers are invented. Both that there can be are shown.</source>
        <translation>Svaren är påhittade. Båda möjliga svar visas.</translation>
    </message>
</context>
<context>
    <name>ProfileForm</name>
    <message>
        <source>Who hands it out</source>
        <translation>Vem som delar ut programmet</translation>
    </message>
    <message>
        <source>Name, as patients know it</source>
        <translation>Namn som patienterna känner till</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logotyp</translation>
    </message>
    <message>
        <source>A PNG, or an SVG of shapes alone. It may be left out.</source>
        <translation>En PNG, eller en SVG med enbart former. Den får utelämnas.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Välj en bild</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Ta bort bilden</translation>
    </message>
    <message>
        <source>Whom people can call</source>
        <translation>Vart man kan ringa</translation>
    </message>
    <message>
        <source>What is asked and said</source>
        <translation>Vad som frågas och sägs</translation>
    </message>
    <message>
        <source>Which breaches it covers ({language})</source>
        <translation>Vilka dataintrång listan omfattar ({language})</translation>
    </message>
    <message>
        <source>Languages of the window</source>
        <translation>Programmets språk</translation>
    </message>
    <message>
        <source>Kinds of number</source>
        <translation>Slag av nummer</translation>
    </message>
    <message>
        <source>Country whose advice is shown</source>
        <translation>Land vars råd visas</translation>
    </message>
    <message>
        <source>Ask for the code of the letter first</source>
        <translation>Fråga först efter koden i brevet</translation>
    </message>
    <message>
        <source>Privacy of a check, until a person chooses another</source>
        <translation>Skydd vid kontroll, tills användaren väljer ett annat</translation>
    </message>
    <message>
        <source>For a computer that many people use</source>
        <translation>För en dator som många använder</translation>
    </message>
    <message>
        <source>Whom the program asks</source>
        <translation>Vem programmet frågar</translation>
    </message>
    <message>
        <source>Address of the service</source>
        <translation>Tjänstens adress</translation>
    </message>
    <message>
        <source>Other hosts of the same files</source>
        <translation>Andra servrar med samma filer</translation>
    </message>
    <message>
        <source>Addresses with spaces between them. They may be left out.</source>
        <translation>Adresser med mellanslag emellan. De får utelämnas.</translation>
    </message>
    <message>
        <source>Address of the evaluator</source>
        <translation>Beräkningsserverns adress</translation>
    </message>
    <message>
        <source>Only where it is another operator.</source>
        <translation>Bara om någon annan driver den.</translation>
    </message>
    <message>
        <source>Say that there is a newer version</source>
        <translation>Berätta när det finns en nyare version</translation>
    </message>
    <message>
        <source>Where newer versions are</source>
        <translation>Var nyare versioner finns</translation>
    </message>
    <message>
        <source>It counts only where an administrator or an installer put the profile in place.</source>
        <translation>Gäller bara om en administratör eller ett installationsprogram har lagt in profilen.</translation>
    </message>
    <message>
        <source>Whom the program trusts</source>
        <translation>Vem programmet litar på</translation>
    </message>
    <message>
        <source>Root of trust</source>
        <translation>Förtroendets rot</translation>
    </message>
    <message>
        <source>The file root.json of the publisher of the list. Compare its fingerprint by telephone.</source>
        <translation>Filen root.json från listans utgivare. Jämför fingeravtrycket per telefon.</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Välj filen</translation>
    </message>
    <message>
        <source>Roots of trust (*.json)</source>
        <translation>Förtroenderötter (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alla filer (*)</translation>
    </message>
    <message>
        <source>Choose the root of trust</source>
        <translation>Välj förtroendets rot</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg)</source>
        <translation>Bilder (*.png *.svg)</translation>
    </message>
</context>
<context>
    <name>Ready</name>
    <message>
        <source>The answer is ready</source>
        <translation>Svaret är klart</translation>
    </message>
    <message>
        <source>Take the time that you need. It is not shown before you ask for it.</source>
        <translation>Ta den tid du behöver. Svaret visas först när du ber om det.</translation>
    </message>
    <message>
        <source>Is somebody near you who should not see it? It can wait.</source>
        <translation>Är någon i närheten som inte bör se svaret? Det kan vänta.</translation>
    </message>
    <message>
        <source>Would you rather not be alone with it? You can ask somebody to sit with you.</source>
        <translation>Vill du helst inte vara ensam? Du kan be någon sitta hos dig.</translation>
    </message>
    <message>
        <source>Show it now</source>
        <translation>Visa svaret nu</translation>
    </message>
    <message>
        <source>Only show me advice</source>
        <translation>Visa bara råd</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Inte nu</translation>
    </message>
    <message>
        <source>“Only show me advice” leaves the answer closed and shows advice that is the same for everyone. “Not now” wipes the answer and what you typed. You can check again at any time.</source>
        <translation>”Visa bara råd” lämnar svaret stängt och visar råd som är lika för alla. ”Inte nu” raderar svaret och det du skrev. Du kan kontrollera på nytt när du vill.</translation>
    </message>
</context>
<context>
    <name>ReportOffer</name>
    <message>
        <source>Save or print</source>
        <translation>Spara eller skriv ut</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>The report says what you read on these pages, and not your number. Whoever finds it can read it: keep it where only you look. A printer that others use may keep a copy.</source>
        <translation>Rapporten innehåller det du läser på de här sidorna, men inte din personbeteckning. Den som hittar den kan läsa den: förvara den där bara du tittar. En skrivare som andra använder kan spara en kopia.</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Spara som fil</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Skriv ut</translation>
    </message>
    <message>
        <source>PDF, for reading and printing (*.pdf)</source>
        <translation>PDF, för läsning och utskrift (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webbsida (*.html)</translation>
    </message>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Det gick inte att spara där. Välj en annan mapp.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Sparat som {path}.</translation>
    </message>
    <message>
        <source>This computer has no printer. You can save the report as a file.</source>
        <translation>Den här datorn har ingen skrivare. Du kan spara rapporten som en fil.</translation>
    </message>
    <message>
        <source>Sent to the printer {name}.</source>
        <translation>Skickat till skrivaren {name}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Inställningar</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Språk</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Textens storlek</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Färger</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Som i datorn</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Ljus</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Mörk</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hög kontrast</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Tillbaka</translation>
    </message>
    <message>
        <source>Help and keys</source>
        <translation>Hjälp och tangenter</translation>
    </message>
    <message>
        <source>Privacy of a check</source>
        <translation>Skydd vid kontroll</translation>
    </message>
    <message>
        <source>Standard sends a small part, which fits about {people} people. Maximum sends nothing about your number: it fetches the whole list, which takes longer.</source>
        <translation>Standard skickar en liten del, som passar på ungefär {people} personer. Högsta skickar ingenting om ditt nummer: hela listan hämtas, vilket tar längre tid.</translation>
    </message>
    <message>
        <source>Leave it empty to use what the system uses.</source>
        <translation>Lämna tomt för att använda det som systemet använder.</translation>
    </message>
    <message>
        <source>Leave it empty to use what the environment variables of this computer name, such as {name}.</source>
        <translation>Lämna tomt för att använda det som datorns miljövariabler anger, till exempel {name}.</translation>
    </message>
    <message>
        <source>For Tor, for example: {example}.</source>
        <translation>För Tor till exempel: {example}.</translation>
    </message>
    <message>
        <source>Without a user name or password.</source>
        <translation>Utan användarnamn eller lösenord.</translation>
    </message>
    <message>
        <source>The program remembers these settings, the size of the window and which list it saw last. None of it holds anything about you.</source>
        <translation>Programmet minns de här inställningarna, fönstrets storlek och vilken lista det senast såg. Inget av det säger något om dig.</translation>
    </message>
    <message>
        <source>Forget everything on this computer</source>
        <translation>Glöm allt på den här datorn</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öppna</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>This removes your settings, the memory of lists and your copy of the profile, and wipes what you typed. The program stays. Without a profile it has to be given one before it can check again.</source>
        <translation>Det här tar bort dina inställningar, minnet av listor och din kopia av profilen, och raderar det du skrev. Programmet finns kvar. Om det sedan saknar en profil måste det få en innan det kan kontrollera igen.</translation>
    </message>
    <message>
        <source>Forget it now</source>
        <translation>Glöm nu</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Högsta</translation>
    </message>
    <message>
        <source>The settings could not be read or saved. Please look at the level of privacy and at the proxy. The next check asks you to confirm them.</source>
        <translation>Inställningarna kunde inte läsas eller sparas. Titta på skyddsnivån och på proxyservern. Nästa kontroll ber dig bekräfta dem.</translation>
    </message>
    <message>
        <source>Proxy or Tor</source>
        <translation>Proxyserver eller Tor</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>Proxyserverns adress</translation>
    </message>
    <message>
        <source>This is not the address of a proxy. It is not used.</source>
        <translation>Det här är ingen adress till en proxyserver. Den används inte.</translation>
    </message>
    <message>
        <source>Pictures of the screen</source>
        <translation>Skärmbilder</translation>
    </message>
    <message>
        <source>Keep this window out of screenshots</source>
        <translation>Visa inte fönstret i skärmbilder</translation>
    </message>
    <message>
        <source>It then also stays black for a screen magnifier and for remote help.</source>
        <translation>Då blir det också svart i skärmförstoring och vid fjärrhjälp.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Om programmet</translation>
    </message>
    <message>
        <source>Exposure Check {version}, free software under the Apache License 2.0.</source>
        <translation>Exposure Check {version}, fri programvara med licensen Apache 2.0.</translation>
    </message>
    <message>
        <source>Service: {name}, {address}</source>
        <translation>Tjänst: {name}, {address}</translation>
    </message>
</context>
<context>
    <name>SignPanel</name>
    <message>
        <source>Signed, nobody can change the profile without that being seen. Once the publisher of the list names your key, the program says who handed it out.</source>
        <translation>En signerad profil kan ingen ändra utan att det märks. När listans utgivare namnger er nyckel säger programmet vem som delar ut det.</translation>
    </message>
    <message>
        <source>Key of the clinic</source>
        <translation>Klinikens nyckel</translation>
    </message>
    <message>
        <source>The file that “exposure-check clinic profile key” made.</source>
        <translation>Filen som ”exposure-check clinic profile key” gjorde.</translation>
    </message>
    <message>
        <source>Choose the key</source>
        <translation>Välj nyckeln</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Nyckelns lösenfras</translation>
    </message>
    <message>
        <source>Sign and save</source>
        <translation>Signera och spara</translation>
    </message>
    <message>
        <source>Please choose the key.</source>
        <translation>Välj nyckeln.</translation>
    </message>
    <message>
        <source>Keys (*.key)</source>
        <translation>Nycklar (*.key)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alla filer (*)</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Was your data taken in a breach?</source>
        <translation>Har dina uppgifter tagits i ett dataintrång?</translation>
    </message>
    <message>
        <source>You type your identity number. It stays on this computer.</source>
        <translation>Du skriver din personbeteckning. Den stannar på den här datorn.</translation>
    </message>
    <message>
        <source>You get an answer and one next step. You can stop at any time; nothing is kept.</source>
        <translation>Du får ett svar och ett råd om nästa steg. Du kan sluta när du vill, och inget sparas.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Börja</translation>
    </message>
    <message>
        <source>Read advice without a check</source>
        <translation>Läs råd utan kontroll</translation>
    </message>
    <message>
        <source>Nothing about your number leaves this computer: the whole list is fetched.</source>
        <translation>Inget om ditt nummer skickas från datorn: hela listan hämtas.</translation>
    </message>
    <message>
        <source>Only a small part leaves it, which fits about {people} people.</source>
        <translation>Bara en liten del skickas, och den passar på ungefär {people} personer.</translation>
    </message>
    <message>
        <source>Who is near you, and who can see this screen? The answer is for you alone.</source>
        <translation>Vem är i närheten, och vem kan se skärmen? Svaret är bara för dig.</translation>
    </message>
    <message>
        <source>To leave at once, press “Leave quickly” at the top, or the Shift key three times. The program ends and wipes what you typed and saw. That it is on this computer can still be seen.</source>
        <translation>Om du vill lämna genast: tryck på ”Lämna snabbt” högst upp, eller tre gånger på skifttangenten. Programmet avslutas och raderar det du skrev och såg. Det syns ändå att programmet finns på datorn.</translation>
    </message>
    <message>
        <source>To leave at once, press “Leave quickly” at the top, or the Shift key three times. What you typed and saw is wiped, also when nobody has touched the program for a minute.</source>
        <translation>Om du vill lämna genast: tryck på ”Lämna snabbt” högst upp, eller tre gånger på skifttangenten. Det du skrev och såg raderas då. Det raderas också när ingen har rört programmet på en minut.</translation>
    </message>
    <message>
        <source>This is the language of the page.</source>
        <translation>Sidan är på det här språket.</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Större text</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>Normal text</translation>
    </message>
    <message>
        <source>Before you start</source>
        <translation>Innan du börjar</translation>
    </message>
    <message>
        <source>Who is near you, and is this your own computer? The answer is for you alone.</source>
        <translation>Vem är i närheten, och är det här din egen dator? Svaret är bara för dig.</translation>
    </message>
</context>
<context>
    <name>booklet</name>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Filen kunde inte sparas där. Välj en annan mapp.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Sparad: {path}.</translation>
    </message>
    <message>
        <source>Save the booklet</source>
        <translation>Spara häftet</translation>
    </message>
    <message>
        <source>Support desk</source>
        <translation>Stöddisken</translation>
    </message>
    <message>
        <source>This booklet takes no number, no code and no answer: never write one into it. Ask for the three digits at the bottom left of the caller&apos;s window and turn to their page.</source>
        <translation>I det här häftet skrivs ingen personbeteckning, ingen kod och inget svar. Be om de tre siffrorna längst ner till vänster i fönstret och slå upp deras sida.</translation>
    </message>
    <message>
        <source>Pages by their codes</source>
        <translation>Sidorna efter sina koder</translation>
    </message>
</context>
<context>
    <name>contact</name>
    <message>
        <source>Copy</source>
        <translation>Kopiera</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopierat.</translation>
    </message>
    <message>
        <source>Show the address</source>
        <translation>Visa adressen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Stäng</translation>
    </message>
    <message>
        <source>In other languages: {languages}</source>
        <translation>På andra språk: {languages}</translation>
    </message>
    <message>
        <source>Show the telephone numbers</source>
        <translation>Visa telefonnumren</translation>
    </message>
    <message>
        <source>Copy {number}, the telephone number of {name}</source>
        <translation>Kopiera telefonnumret {number}: {name}</translation>
    </message>
    <message>
        <source>This computer does not open it. You can write the address down.</source>
        <translation>Den här datorn öppnar inte sidan. Du kan skriva upp adressen.</translation>
    </message>
    <message>
        <source>It opens in your browser, which may remember that you were there.</source>
        <translation>Sidan öppnas i din webbläsare. Den kan komma ihåg att du har varit där.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Öppna i webbläsaren</translation>
    </message>
    <message>
        <source>No browser could be opened. You can type the address yourself.</source>
        <translation>Det gick inte att öppna någon webbläsare. Du kan skriva in adressen själv.</translation>
    </message>
</context>
<context>
    <name>danger</name>
    <message>
        <source>In danger right now? Call the emergency number.</source>
        <translation>Är du i fara just nu? Ring nödnumret.</translation>
    </message>
    <message>
        <source>In danger right now? Call {number}.</source>
        <translation>Är du i fara just nu? Ring {number}.</translation>
    </message>
</context>
<context>
    <name>disclosure</name>
    <message>
        <source>Opened.</source>
        <translation>Öppnad.</translation>
    </message>
    <message>
        <source>Closed.</source>
        <translation>Stängd.</translation>
    </message>
</context>
<context>
    <name>failure</name>
    <message>
        <source>If it happens again, call the help line.</source>
        <translation>Om det händer igen kan du ringa hjälpnumret.</translation>
    </message>
    <message>
        <source>Tell whoever looks after this computer, or check on another one.</source>
        <translation>Säg till den som sköter datorn, eller kontrollera på en annan dator.</translation>
    </message>
    <message>
        <source>There is no connection</source>
        <translation>Det finns ingen anslutning</translation>
    </message>
    <message>
        <source>The service could not be reached, or the connection broke.</source>
        <translation>Det gick inte att nå tjänsten, eller så bröts anslutningen.</translation>
    </message>
    <message>
        <source>Check that this computer is on the Internet, then try again.</source>
        <translation>Kontrollera att datorn är ansluten till internet och försök igen.</translation>
    </message>
    <message>
        <source>The connection is too slow</source>
        <translation>Anslutningen är för långsam</translation>
    </message>
    <message>
        <source>The service did not answer completely within the time allowed.</source>
        <translation>Tjänsten hann inte svara färdigt i tid.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Försök igen om en stund.</translation>
    </message>
    <message>
        <source>The proxy does not let the request through</source>
        <translation>Proxyservern släpper inte igenom förfrågan</translation>
    </message>
    <message>
        <source>A proxy stands between this computer and the service. It refused, or it cannot be reached.</source>
        <translation>Mellan datorn och tjänsten finns en proxyserver. Den sade nej, eller så går den inte att nå.</translation>
    </message>
    <message>
        <source>Look at the proxy in the settings, or try from another network.</source>
        <translation>Titta på proxyservern i inställningarna, eller försök från ett annat nätverk.</translation>
    </message>
    <message>
        <source>The connection is not private</source>
        <translation>Anslutningen är inte privat</translation>
    </message>
    <message>
        <source>What answered could not prove that it is the service. Something on the way may be reading along, or the date of this computer is wrong. Nothing about your number was sent to it.</source>
        <translation>Den som svarade kunde inte visa att den är tjänsten. Någon på vägen kanske läser det som skickas, eller så är datorns datum fel. Inget om ditt nummer skickades dit.</translation>
    </message>
    <message>
        <source>The service is busy</source>
        <translation>Tjänsten är upptagen</translation>
    </message>
    <message>
        <source>Many people are asking at the same time, and it asks you to wait.</source>
        <translation>Många frågar samtidigt. Tjänsten ber dig vänta.</translation>
    </message>
    <message>
        <source>Wait a little, then try again.</source>
        <translation>Vänta en liten stund och försök sedan igen.</translation>
    </message>
    <message>
        <source>The service has a fault</source>
        <translation>Det är något fel på tjänsten</translation>
    </message>
    <message>
        <source>The service answered something that was not asked for.</source>
        <translation>Tjänsten svarade något annat än det som programmet frågade efter.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Försök igen senare.</translation>
    </message>
    <message>
        <source>Go back and choose another kind of number.</source>
        <translation>Gå tillbaka och välj en annan typ av nummer.</translation>
    </message>
    <message>
        <source>If there is none to choose, call the help line.</source>
        <translation>Om det inte finns någon annan att välja kan du ringa hjälpnumret.</translation>
    </message>
    <message>
        <source>The list is too large for the level Maximum</source>
        <translation>Listan är för stor för nivån Högsta</translation>
    </message>
    <message>
        <source>It cannot be fetched whole, so it is not offered at this level. Nothing about you was sent.</source>
        <translation>Den går inte att hämta i sin helhet, så den erbjuds inte på den här nivån. Inget om dig skickades.</translation>
    </message>
    <message>
        <source>The advice can be read without a check.</source>
        <translation>Du kan läsa råden utan kontroll.</translation>
    </message>
    <message>
        <source>You can also call the help line. You need not say your number to anyone.</source>
        <translation>Du kan också ringa hjälpnumret. Du behöver inte säga ditt nummer till någon.</translation>
    </message>
    <message>
        <source>The small part that is sent would have fitted too few people, so it could have pointed to you. It was not sent.</source>
        <translation>Den lilla del som skickas hade passat på för få personer, så den hade kunnat peka ut dig. Den skickades inte.</translation>
    </message>
    <message>
        <source>Try again from another network.</source>
        <translation>Försök igen från ett annat nätverk.</translation>
    </message>
    <message>
        <source>The service offers another list than before</source>
        <translation>Tjänsten erbjuder en annan lista än förut</translation>
    </message>
    <message>
        <source>What was offered has the number of a list that this computer has seen, but is another.</source>
        <translation>Den lista som erbjöds har samma nummer som en lista som datorn redan har sett, men det är inte samma lista.</translation>
    </message>
    <message>
        <source>The profile of the service is too old</source>
        <translation>Tjänstens profil är för gammal</translation>
    </message>
    <message>
        <source>The service has changed its keys too often since its profile was made.</source>
        <translation>Tjänsten har bytt nycklar för många gånger sedan profilen gjordes.</translation>
    </message>
    <message>
        <source>Ask whoever gave you the program for a new profile.</source>
        <translation>Be den som gav dig programmet om en ny profil.</translation>
    </message>
    <message>
        <source>Check the date of this computer. If it is right, try again tomorrow. When the date is set, the number has to be typed again.</source>
        <translation>Kontrollera datorns datum. Om det är rätt, försök igen i morgon. När datumet har ställts in måste numret skrivas på nytt.</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>Försök igen om några minuter.</translation>
    </message>
    <message>
        <source>This computer has a fault</source>
        <translation>Det är fel på den här datorn</translation>
    </message>
    <message>
        <source>What it remembers of the list cannot be read. That is no attack, and nothing about you was sent.</source>
        <translation>Det som den minns av listan går inte att läsa. Det är inget angrepp, och inget om dig skickades.</translation>
    </message>
    <message>
        <source>Ask whoever looks after this computer to check its disk and the permissions of your folder.</source>
        <translation>Be den som sköter datorn att kontrollera dess disk och rättigheterna till din mapp.</translation>
    </message>
    <message>
        <source>Your settings are not certain</source>
        <translation>Det är oklart vad du har ställt in</translation>
    </message>
    <message>
        <source>The settings of this program could not be read or saved, so it does not know for sure which proxy and which level of privacy you chose. Nothing was sent.</source>
        <translation>Programmets inställningar kunde inte läsas eller sparas, så det vet inte säkert vilken proxyserver och vilken skyddsnivå du valde. Ingenting skickades.</translation>
    </message>
    <message>
        <source>Look at the settings. Then check again, and confirm what is set.</source>
        <translation>Titta på inställningarna. Kontrollera sedan igen och bekräfta det som är inställt.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Försök igen.</translation>
    </message>
    <message>
        <source>This service does not know that kind of number</source>
        <translation>Tjänsten känner inte till den typen av nummer</translation>
    </message>
    <message>
        <source>Check the date of this computer. If it is right, try from another network, such as your own at home. When the date is set, the number has to be typed again.</source>
        <translation>Kontrollera datorns datum. Om det är rätt, försök från ett annat nät, till exempel ditt eget hemma. När datumet har ställts in måste numret skrivas på nytt.</translation>
    </message>
    <message>
        <source>It holds no list under the kind of number that you chose.</source>
        <translation>Den har ingen lista för den typ av nummer som du valde.</translation>
    </message>
    <message>
        <source>The check was stopped to protect you</source>
        <translation>Kontrollen stoppades för att skydda dig</translation>
    </message>
    <message>
        <source>The list cannot be trusted</source>
        <translation>Det går inte att lita på listan</translation>
    </message>
    <message>
        <source>The list could not be proven to come from its publisher.</source>
        <translation>Det gick inte att visa att listan kommer från utgivaren.</translation>
    </message>
    <message>
        <source>The signature of the list is not valid</source>
        <translation>Listans signatur är inte giltig</translation>
    </message>
    <message>
        <source>The list does not carry its publisher&apos;s signature, so it may have been changed on the way.</source>
        <translation>Listan har inte utgivarens signatur. Den kan ha ändrats på vägen.</translation>
    </message>
    <message>
        <source>The service offers an old list</source>
        <translation>Tjänsten erbjuder en gammal lista</translation>
    </message>
    <message>
        <source>This computer has seen a newer list than the one that was offered.</source>
        <translation>Den här datorn har sett en nyare lista än den som erbjöds.</translation>
    </message>
    <message>
        <source>The list is out of date</source>
        <translation>Listan är för gammal</translation>
    </message>
    <message>
        <source>The list is past the date until which it is valid, or the date of this computer is wrong.</source>
        <translation>Listan gäller inte längre, eller så är datorns datum fel.</translation>
    </message>
    <message>
        <source>Parts of the list do not belong together</source>
        <translation>Listans delar hör inte ihop</translation>
    </message>
    <message>
        <source>The parts that arrived were not published together.</source>
        <translation>De delar som kom har inte getts ut tillsammans.</translation>
    </message>
    <message>
        <source>What arrived is damaged</source>
        <translation>Det som kom fram är skadat</translation>
    </message>
    <message>
        <source>What came back could not be read or proven to be right, and was not used.</source>
        <translation>Det gick inte att läsa svaret från tjänsten eller visa att det är rätt. Det användes inte.</translation>
    </message>
    <message>
        <source>This version is too old</source>
        <translation>Den här versionen är för gammal</translation>
    </message>
    <message>
        <source>The list has a newer form than this version of the program can read.</source>
        <translation>Listan har en nyare form än den här versionen av programmet kan läsa.</translation>
    </message>
    <message>
        <source>Get the newest version from the place where you got this one.</source>
        <translation>Hämta den nyaste versionen där du fick den här.</translation>
    </message>
    <message>
        <source>It could not be checked</source>
        <translation>Det gick inte att kontrollera</translation>
    </message>
    <message>
        <source>Something went wrong that this program did not expect.</source>
        <translation>Något oväntat gick fel i programmet.</translation>
    </message>
</context>
<context>
    <name>file dialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Mapp:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Fil&amp;typ:</translation>
    </message>
</context>
<context>
    <name>fingerprints</name>
    <message>
        <source>Fingerprint of list {version} of {day}</source>
        <translation>Fingeravtryck av lista {version}, {day}</translation>
    </message>
    <message>
        <source>zero one two three four five six seven eight nine</source>
        <translation>noll ett två tre fyra fem sex sju åtta nio</translation>
    </message>
    <message>
        <source>It is being computed ...</source>
        <translation>Det räknas ut ...</translation>
    </message>
    <message>
        <source>It cannot be computed on this computer.</source>
        <translation>Det kan inte räknas ut på den här datorn.</translation>
    </message>
    <message>
        <source>Everyone who is served the same list sees the same digits. The publisher and the help line can compare them with you. They say nothing about you.</source>
        <translation>Alla som får samma lista ser samma siffror. Utgivaren och de som svarar på hjälpnumret kan jämföra dem med dig. De säger ingenting om dig.</translation>
    </message>
    <message>
        <source>Fingerprint of whoever signed the profile</source>
        <translation>Fingeravtryck för den som signerade profilen</translation>
    </message>
    <message>
        <source>The profile is as it was signed. Whether the publisher knows whoever signed it is seen after a check.</source>
        <translation>Profilen är som när den signerades. Efter en kontroll syns det om utgivaren känner till den som signerade den.</translation>
    </message>
    <message>
        <source>Fingerprint of the publisher</source>
        <translation>Utgivarens fingeravtryck</translation>
    </message>
    <message>
        <source>Of the publisher whose signature this program trusts. It stays the same when the list changes.</source>
        <translation>Av den utgivare vars underskrift programmet litar på. Det förblir detsamma när listan ändras.</translation>
    </message>
</context>
<context>
    <name>handed_out</name>
    <message>
        <source>Handed out by {name}, confirmed by the publisher of the list.</source>
        <translation>Delas ut av {name}, vilket listans utgivare har bekräftat.</translation>
    </message>
    <message>
        <source>Handed out by {name}, as whoever looks after this computer set it up.</source>
        <translation>Delas ut av {name}, enligt den som sköter den här datorn.</translation>
    </message>
    <message>
        <source>This version of the program is not safe any more. Please get version {version}.</source>
        <translation>Den här versionen av programmet är inte längre säker. Skaffa version {version}.</translation>
    </message>
    <message>
        <source>There is a newer version of this program: {version}.</source>
        <translation>Det finns en nyare version av programmet: {version}.</translation>
    </message>
    <message>
        <source>You find it at {address}</source>
        <translation>Du hittar den på {address}</translation>
    </message>
    <message>
        <source>Ask whoever gave you the program for it.</source>
        <translation>Be den som gav dig programmet om den.</translation>
    </message>
    <message>
        <source>This program was set up with a profile that claims to be from {name}.</source>
        <translation>Programmet använder en profil som påstår sig komma från {name}.</translation>
    </message>
    <message>
        <source>The settings show the fingerprint of the publisher. Compare it with the one that you were given.</source>
        <translation>Inställningarna visar utgivarens fingeravtryck. Jämför det med det som du har fått.</translation>
    </message>
    <message>
        <source>The publisher of the list does not name whoever signed it.</source>
        <translation>Listans utgivare känner inte till den som signerade profilen.</translation>
    </message>
    <message>
        <source>The publisher of the list knows whoever signed it under another name. Do not call the numbers in it.</source>
        <translation>Listans utgivare känner den som signerade profilen under ett annat namn. Ring inte numren i den.</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>An invented person in the open breach</source>
        <translation>En påhittad person i det öppna dataintrånget</translation>
    </message>
    <message>
        <source>An invented person who is in neither</source>
        <translation>En påhittad person som inte finns i något av dem</translation>
    </message>
    <message>
        <source>An invented person with a code from a letter</source>
        <translation>En påhittad person med en kod från ett brev</translation>
    </message>
    <message>
        <source>{typed} of {length} characters</source>
        <translation>{typed} av {length} tecken</translation>
    </message>
    <message>
        <source>The number is not complete: {typed} of {length} characters.</source>
        <translation>Numret är inte fullständigt: {typed} av {length} tecken.</translation>
    </message>
    <message>
        <source>These are too many characters: {typed} instead of {length}.</source>
        <translation>Det är för många tecken: {typed} i stället för {length}.</translation>
    </message>
    <message>
        <source>Please type your number first.</source>
        <translation>Skriv ditt nummer först.</translation>
    </message>
    <message>
        <source>One of the characters cannot be part of this kind of number.</source>
        <translation>Ett av tecknen kan inte finnas i den här typen av nummer.</translation>
    </message>
    <message>
        <source>The character in the middle does not fit. Type it as it is on your card: it is part of the number.</source>
        <translation>Tecknet i mitten passar inte. Skriv det som på ditt kort: det hör till numret.</translation>
    </message>
    <message>
        <source>Please type the year of birth with four digits, twelve digits in all.</source>
        <translation>Skriv födelseåret med fyra siffror, sammanlagt tolv siffror.</translation>
    </message>
    <message>
        <source>The date of birth in it does not exist. Please look at it once more.</source>
        <translation>Födelsedatumet i numret finns inte. Titta på det en gång till.</translation>
    </message>
    <message>
        <source>The date of birth in it has not come yet. A part that says the century may be mistyped.</source>
        <translation>Födelsedatumet i det har inte kommit än. Den del som anger århundradet kan vara felskriven.</translation>
    </message>
    <message>
        <source>The date of this computer is wrong. Set it, start the program again and type the number again.</source>
        <translation>Datorns datum är fel. Ställ in det, starta programmet på nytt och skriv numret igen.</translation>
    </message>
    <message>
        <source>No one is ever given a number of this form.</source>
        <translation>Ingen får ett nummer av den här formen.</translation>
    </message>
    <message>
        <source>This is a temporary number, and it can stand for several people. Please use your permanent one.</source>
        <translation>Det här är ett tillfälligt nummer, och flera personer kan ha samma. Använd ditt permanenta nummer.</translation>
    </message>
    <message>
        <source>This number is set aside for tests and belongs to no one.</source>
        <translation>Det här numret är till för test och tillhör ingen.</translation>
    </message>
    <message>
        <source>This is a taxpayer number. Please type a Social Security number.</source>
        <translation>Det här är ett skattebetalarnummer. Skriv ett socialförsäkringsnummer (Social Security).</translation>
    </message>
    <message>
        <source>This number was printed in public and used by many, so it no longer stands for one person.</source>
        <translation>Det här numret har tryckts offentligt och använts av många, så det står inte längre för en enda person.</translation>
    </message>
    <message>
        <source>This looks like another kind of number.</source>
        <translation>Det här ser ut som ett annat slags nummer.</translation>
    </message>
    <message>
        <source>This version does not know that kind of number.</source>
        <translation>Den här versionen känner inte till den typen av nummer.</translation>
    </message>
    <message>
        <source>This does not look like a number of this kind.</source>
        <translation>Det här ser inte ut som ett nummer av den typen.</translation>
    </message>
    <message>
        <source>The number is not complete.</source>
        <translation>Numret är inte fullständigt.</translation>
    </message>
    <message>
        <source>One character is mistyped. Compare them with your card.</source>
        <translation>Ett tecken är fel. Jämför med ditt kort.</translation>
    </message>
    <message>
        <source>One character is mistyped. Press “Show” and compare.</source>
        <translation>Ett tecken är fel. Tryck på ”Visa” och jämför.</translation>
    </message>
    <message>
        <source>This looks like another kind of number: {kinds}. This service checks: {offered}.</source>
        <translation>Det här ser ut som ett annat slags nummer: {kinds}. Den här tjänsten kontrollerar: {offered}.</translation>
    </message>
    <message>
        <source>The code has digits only.</source>
        <translation>Koden har bara siffror.</translation>
    </message>
    <message>
        <source>The code is not complete: it has sixteen digits.</source>
        <translation>Koden är inte komplett: den har sexton siffror.</translation>
    </message>
    <message>
        <source>The code does not fit: one digit is mistyped.</source>
        <translation>Koden stämmer inte: en siffra har blivit fel.</translation>
    </message>
    <message>
        <source>This does not look like a code from a letter.</source>
        <translation>Det här ser inte ut som en kod från ett brev.</translation>
    </message>
    <message>
        <source>Preparing on this computer</source>
        <translation>Förbereder på den här datorn</translation>
    </message>
    <message>
        <source>Asking the service</source>
        <translation>Frågar tjänsten</translation>
    </message>
    <message>
        <source>Comparing on this computer</source>
        <translation>Jämför på den här datorn</translation>
    </message>
    <message>
        <source>Your number is turned into a value from which nobody can read it.</source>
        <translation>Ditt nummer görs om till ett värde som ingen kan läsa det ur.</translation>
    </message>
    <message>
        <source>What is sent has the same form and the same size for everyone.</source>
        <translation>Det som skickas har samma form och storlek för alla.</translation>
    </message>
    <message>
        <source>What came back is compared here. The answer is known only here.</source>
        <translation>Det som kom tillbaka jämförs här. Svaret finns bara här.</translation>
    </message>
</context>
<context>
    <name>ledger</name>
    <message>
        <source>Asks for the signed table of contents of the list. The same for everyone.</source>
        <translation>Frågar efter listans signerade innehållsförteckning. Lika för alla.</translation>
    </message>
    <message>
        <source>Asks for the description of the list. The same for everyone.</source>
        <translation>Frågar efter beskrivningen av listan. Lika för alla.</translation>
    </message>
    <message>
        <source>Asks for what the publisher says of every breach in the list. The same for everyone.</source>
        <translation>Frågar efter vad utgivaren säger om varje dataintrång i listan. Lika för alla.</translation>
    </message>
    <message>
        <source>Asks for one group of records. The number of the group at the end of the address is the fragment.</source>
        <translation>Frågar efter en grupp med uppgifter. Gruppens nummer, sist i adressen, är fragmentet.</translation>
    </message>
    <message>
        <source>Asks for the whole list, so that nothing about your number is sent. The same for everyone.</source>
        <translation>Frågar efter hela listan, så att inget om ditt nummer skickas. Lika för alla.</translation>
    </message>
    <message>
        <source>Sends two values of 32 bytes that look random. Nobody can compute your number from them.</source>
        <translation>Skickar två värden på 32 byte som ser slumpmässiga ut. Ingen kan räkna ut ditt nummer från dem.</translation>
    </message>
</context>
<context>
    <name>page_meaning</name>
    <message>
        <source>The check could not be done. This is not an answer. The page says why, and what you can do about it.</source>
        <translation>Kontrollen kunde inte göras. Det här är inget svar. Sidan säger varför, och vad du kan göra.</translation>
    </message>
    <message>
        <source>The page says what was wiped. You can leave: the next person begins anew.</source>
        <translation>Sidan säger vad som har raderats. Du kan gå: nästa person börjar om från början.</translation>
    </message>
    <message>
        <source>The page says what this program does. Nothing has been sent. Press Start when you are ready.</source>
        <translation>Sidan säger vad programmet gör. Ingenting har skickats. Tryck på Börja när du är redo.</translation>
    </message>
    <message>
        <source>There you type your identity number, and the code of a letter if you have one. Both are tested on this computer as you type. Nothing is sent before you press Check.</source>
        <translation>På sidan skriver du din personbeteckning, och koden i ett brev om du har en. De prövas på den här datorn medan du skriver. Ingenting skickas innan du trycker på Kontrollera.</translation>
    </message>
    <message>
        <source>The check goes through three stages. You can stop it at any time with Stop or Esc.</source>
        <translation>Kontrollen har tre steg. Du kan när som helst avbryta den med Avbryt eller Esc.</translation>
    </message>
    <message>
        <source>The check is done. You choose whether and when the answer is shown.</source>
        <translation>Kontrollen är gjord. Du väljer om och när svaret visas.</translation>
    </message>
    <message>
        <source>The page says what the list holds about the number that was typed, and what to do first.</source>
        <translation>Sidan säger vad listan innehåller om numret som skrevs, och vad du kan göra först.</translation>
    </message>
    <message>
        <source>The page shows every request that leaves this computer, and what never leaves it.</source>
        <translation>Sidan visar varje förfrågan som skickas från datorn, och vad som aldrig skickas.</translation>
    </message>
    <message>
        <source>The page says what was wiped and what is still there. You can close the program.</source>
        <translation>Sidan säger vad som har raderats och vad som finns kvar. Du kan stänga programmet.</translation>
    </message>
    <message>
        <source>Advice, one step at a time, with whom to call. You need not do everything today.</source>
        <translation>Råd, ett steg i taget, och vem du kan ringa. Du behöver inte göra allt i dag.</translation>
    </message>
    <message>
        <source>Language, size of text, colours, privacy and proxy. A choice takes effect at once.</source>
        <translation>Språk, textstorlek, färger, skydd och proxyserver. Ett val gäller genast.</translation>
    </message>
    <message>
        <source>The program does not know yet whom to ask. It takes a profile, or shows the advice alone.</source>
        <translation>Programmet vet ännu inte vem det ska fråga. Du kan ge det en profil eller läsa bara råden.</translation>
    </message>
</context>
<context>
    <name>profile_faults</name>
    <message>
        <source>The profile was changed after it was signed. It was not used. Ask whoever gives it out for a new one, by a telephone number or an address that you knew before.</source>
        <translation>Profilen har ändrats efter att den signerades. Den användes inte. Be den som delar ut den om en ny, via ett telefonnummer eller en adress som du kände till sedan tidigare.</translation>
    </message>
    <message>
        <source>The profile is of a newer form than this version of the program can read.</source>
        <translation>Profilen har ett nyare format än den här versionen av programmet kan läsa.</translation>
    </message>
    <message>
        <source>The profile could not be kept on this computer. The disk may be full, or read only.</source>
        <translation>Profilen kunde inte sparas på datorn. Disken kan vara full eller skrivskyddad.</translation>
    </message>
    <message>
        <source>The profile cannot be read, or it is damaged. Ask whoever gave it to you for a new one.</source>
        <translation>Profilen går inte att läsa eller är skadad. Be den som gav dig den om en ny.</translation>
    </message>
</context>
<context>
    <name>profile_maker</name>
    <message>
        <source>This has to be filled in.</source>
        <translation>Det här måste fyllas i.</translation>
    </message>
    <message>
        <source>This is too long: at most {most} characters.</source>
        <translation>Det här är för långt: högst {most} tecken.</translation>
    </message>
    <message>
        <source>There is a character in it that cannot be seen. Please type it anew.</source>
        <translation>Det finns ett osynligt tecken i texten. Skriv den på nytt.</translation>
    </message>
    <message>
        <source>This is not an address of a service. Write it like {example}.</source>
        <translation>Det här är ingen adress till en tjänst. Skriv den så här: {example}.</translation>
    </message>
    <message>
        <source>This address is not protected. It has to begin with {start}.</source>
        <translation>Adressen är inte skyddad. Den måste börja med {start}.</translation>
    </message>
    <message>
        <source>These are too many: at most {most}.</source>
        <translation>De är för många: högst {most}.</translation>
    </message>
    <message>
        <source>Please choose at least one.</source>
        <translation>Välj minst ett.</translation>
    </message>
    <message>
        <source>Please choose the file root.json that the publisher of the list gave you.</source>
        <translation>Välj filen root.json som du har fått av listans utgivare.</translation>
    </message>
    <message>
        <source>This picture cannot be taken. It has to be a PNG of at most 640 by 320 pixels, or an SVG of shapes alone, without text, pictures or scripts.</source>
        <translation>Den här bilden kan inte användas. Den måste vara en PNG på högst 640 × 320 bildpunkter eller en SVG med enbart former, utan text, bilder och skript.</translation>
    </message>
    <message>
        <source>This file is not a root of trust. Choose root.json that the publisher of the list gave you.</source>
        <translation>Den här filen är ingen förtroenderot. Välj root.json som du har fått av listans utgivare.</translation>
    </message>
    <message>
        <source>The key could not be opened, so nothing was signed. Check the passphrase, and that this is the key that your clinic made for profiles.</source>
        <translation>Nyckeln kunde inte öppnas, så inget signerades. Kontrollera lösenfrasen, och att det här är nyckeln som er klinik gjorde för profiler.</translation>
    </message>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Det gick inte att spara där. Välj en annan mapp.</translation>
    </message>
    <message>
        <source>This makes no profile that opens: it is too large. Use a smaller picture or shorter texts.</source>
        <translation>Det här blir ingen profil som kan öppnas: den är för stor. Använd en mindre bild eller kortare texter.</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>The answer in full</source>
        <translation>Hela svaret</translation>
    </message>
    <message>
        <source>These pages hold advice only. They do not say whether you are in a list.</source>
        <translation>De här sidorna innehåller bara råd. De säger inte om du finns i en lista.</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adresser</translation>
    </message>
    <message>
        <source>About this report</source>
        <translation>Om rapporten</translation>
    </message>
    <message>
        <source>Made on {day}. No identity number and no code of a letter stands here.</source>
        <translation>Skapad den {day}. Här står ingen personbeteckning och ingen kod från ett brev.</translation>
    </message>
    <message>
        <source>Its identity: {identity}.</source>
        <translation>Listans beteckning: {identity}.</translation>
    </message>
    <message>
        <source>There are {count} in all. These are the first {shown}; the window shows every one.</source>
        <translation>De är sammanlagt {count}. Här är de första {shown}; fönstret visar alla.</translation>
    </message>
    <message>
        <source>Your next step: {step}</source>
        <translation>Nästa steg: {step}</translation>
    </message>
    <message>
        <source>Whom to call</source>
        <translation>Vem du kan ringa</translation>
    </message>
</context>
<context>
    <name>sent</name>
    <message>
        <source>What left this computer: every request, byte for byte, before encryption.</source>
        <translation>Det här skickades från datorn: varje förfrågan, byte för byte, före kryptering.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Inget skickades.</translation>
    </message>
</context>
<context>
    <name>service</name>
    <message>
        <source>From {name}.</source>
        <translation>Tjänsten erbjuds av {name}.</translation>
    </message>
    <message>
        <source>From {name}. Covers: {covers}.</source>
        <translation>Tjänsten erbjuds av {name}. Omfattar: {covers}.</translation>
    </message>
</context>
</TS>
