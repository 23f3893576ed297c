<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fi" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Has your data been misused?</source>
        <translation>Onko tietojasi käytetty väärin?</translation>
    </message>
    <message>
        <source>For example, somebody bought or borrowed in your name, or took money from you.</source>
        <translation>Joku on esimerkiksi ostanut tai ottanut lainaa nimissäsi tai vienyt sinulta rahaa.</translation>
    </message>
    <message>
        <source>Is somebody threatening you?</source>
        <translation>Uhkaako joku sinua?</translation>
    </message>
    <message>
        <source>For example, somebody asks for money, or says that they will publish something about you.</source>
        <translation>Joku esimerkiksi vaatii rahaa tai sanoo julkaisevansa sinusta jotakin.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Kyllä</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Ei</translation>
    </message>
    <message>
        <source>Skip this question</source>
        <translation>Ohita kysymys</translation>
    </message>
    <message>
        <source>Your answer decides only what is shown first. It is not saved and does not leave this computer.</source>
        <translation>Vastauksesi vaikuttaa vain siihen, mikä neuvo näkyy ensin. Sitä ei tallenneta, eikä se lähde tältä tietokoneelta.</translation>
    </message>
    <message>
        <source>One step is enough for one day.</source>
        <translation>Yksi kohta päivässä riittää.</translation>
    </message>
    <message>
        <source>Step {number}. You can stop here and come back.</source>
        <translation>Kohta {number}. Voit lopettaa tähän ja palata myöhemmin.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Mitä voit tehdä</translation>
    </message>
    <message>
        <source>You do not have to decide anything today.</source>
        <translation>Sinun ei tarvitse päättää mitään tänään.</translation>
    </message>
    <message>
        <source>Finish and wipe</source>
        <translation>Lopeta ja tyhjennä</translation>
    </message>
    <message>
        <source>All advice</source>
        <translation>Kaikki neuvot</translation>
    </message>
    <message>
        <source>Next step</source>
        <translation>Seuraava kohta</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Edellinen</translation>
    </message>
    <message>
        <source>See all advice</source>
        <translation>Näytä kaikki neuvot</translation>
    </message>
    <message>
        <source>Source: {names}. Checked on {day}.</source>
        <translation>Lähde: {names}. Tarkistettu {day}.</translation>
    </message>
    <message>
        <source>Signed by the publisher of the list. Updated on {day}.</source>
        <translation>Listan julkaisija on allekirjoittanut tämän. Päivitetty {day}.</translation>
    </message>
    <message>
        <source>This day has passed.</source>
        <translation>Tämä päivä on mennyt.</translation>
    </message>
    <message>
        <source>These are for every kind of data. Do only what concerns you.</source>
        <translation>Nämä neuvot koskevat kaikenlaisia tietoja. Tee vain se, mikä koskee sinua.</translation>
    </message>
    <message>
        <source>Most important first. Open whichever you want.</source>
        <translation>Tärkein neuvo on ensin. Avaa ne, jotka haluat.</translation>
    </message>
</context>
<context>
    <name>Answer</name>
    <message>
        <source>What to do first</source>
        <translation>Mitä teen ensin</translation>
    </message>
    <message>
        <source>Finish and wipe</source>
        <translation>Lopeta ja tyhjennä</translation>
    </message>
    <message>
        <source>A criminal did this. It is not your fault. You can stop here and come back at any time.</source>
        <translation>Rikollinen teki tämän. Vika ei ole sinun. Voit lopettaa tähän ja palata milloin vain.</translation>
    </message>
    <message>
        <source>This says nothing about anybody: the number was not looked up.</source>
        <translation>Tämä ei kerro kenestäkään mitään: tunnusta ei haettu.</translation>
    </message>
    <message>
        <source>The list of {day} holds no record that opens with what you typed.</source>
        <translation>Listan päiväys on {day}. Siinä ei ole tietoja, jotka aukeaisivat antamallasi tunnuksella.</translation>
    </message>
    <message>
        <source>What was recorded, as far as is known:</source>
        <translation>Mitä tietoja oli tallennettu, sikäli kuin tiedetään:</translation>
    </message>
    <message>
        <source>Data may have been taken elsewhere: this check knows only some breaches.</source>
        <translation>Tietoja on voitu viedä muualta: tämä tarkistus tuntee vain osan tietomurroista.</translation>
    </message>
    <message>
        <source>It may have been recorded without the number, or with a mistake in it.</source>
        <translation>Tieto on voitu tallentaa ilman tunnusta, tai tunnuksessa on voinut olla virhe.</translation>
    </message>
    <message>
        <source>What this does not rule out</source>
        <translation>Mitä tämä vastaus ei sulje pois</translation>
    </message>
    <message>
        <source>Some lists open only with a code from a letter. They are named below, for everyone alike.</source>
        <translation>Osa listoista avautuu vain kirjeen koodilla. Ne näkyvät alla kaikille samalla tavalla.</translation>
    </message>
    <message>
        <source>Everyone sees this text, whatever the answer is. Nobody can find out who is in these lists by knowing a number. The code comes by letter from whoever held the data. If you believe that a letter is missing, ask them.</source>
        <translation>Tämä teksti näkyy kaikille, oli vastaus mikä tahansa. Kukaan ei saa pelkällä tunnuksella selville, kenen tietoja näissä listoissa on. Koodin lähettää kirjeessä se, joka säilytti tietoja. Jos uskot, että kirje puuttuu, kysy sieltä.</translation>
    </message>
    <message>
        <source>What it means</source>
        <translation>Mitä se merkitsee</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulje</translation>
    </message>
    <message>
        <source>The publisher withdrew the list on {day}.</source>
        <translation>Julkaisija poisti listan käytöstä {day}.</translation>
    </message>
    <message>
        <source>Ask the help line what that means for you.</source>
        <translation>Kysy neuvontapuhelimesta, mitä se tarkoittaa sinulle.</translation>
    </message>
    <message>
        <source>Ask whoever told you of this check what that means for you.</source>
        <translation>Kysy siltä, joka kertoi sinulle tarkistuksesta, mitä se tarkoittaa sinulle.</translation>
    </message>
    <message>
        <source>More about this breach</source>
        <translation>Lisää tästä tietomurrosta</translation>
    </message>
    <message numerus="yes">
        <source>%n more, about health</source>
        <translation>
            <numerusform>Lisäksi %n tieto terveydestä</numerusform>
            <numerusform>Lisäksi %n tietoa terveydestä</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n about health</source>
        <translation>
            <numerusform>%n tieto terveydestä</numerusform>
            <numerusform>%n tietoa terveydestä</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Avaa</translation>
    </message>
    <message>
        <source>Lists that open only with a letter code</source>
        <translation>Listat, jotka avautuvat vain kirjeen koodilla</translation>
    </message>
    <message>
        <source>List of {day}, signed by its publisher.</source>
        <translation>Listan päiväys on {day}. Julkaisija on allekirjoittanut sen.</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) left this computer.</source>
        <translation>
            <numerusform>Tältä tietokoneelta lähti %n pyyntö.</numerusform>
            <numerusform>Tältä tietokoneelta lähti %n pyyntöä.</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer keeps nothing: it notices an older list only until the program is started anew.</source>
        <translation>Tämä tietokone ei säilytä mitään: se huomaa vanhemman listan vain siihen asti, kun ohjelma käynnistetään uudelleen.</translation>
    </message>
    <message>
        <source>This computer could not write down which list this was, so it will not notice if you are shown an older one another time.</source>
        <translation>Tämä tietokone ei voinut merkitä muistiin, mikä lista tämä oli, joten se ei huomaa, jos sinulle näytetään toisella kerralla vanhempi lista.</translation>
    </message>
    <message>
        <source>See what left this computer</source>
        <translation>Katso, mitä tietokoneelta lähti</translation>
    </message>
    <message>
        <source>The list holds a record for you that cannot be read. The fault is in the list and not yours. Looking again does not help.</source>
        <translation>Listassa on sinusta tieto, jota ei voi lukea. Vika on listassa eikä sinussa. Uusi haku ei auta.</translation>
    </message>
    <message>
        <source>Your data was taken from {holder}</source>
        <translation>Tietojasi vietiin: {holder}</translation>
    </message>
    <message>
        <source>This person’s data was taken from {holder}</source>
        <translation>Hänen tietojaan vietiin: {holder}</translation>
    </message>
    <message>
        <source>Your data was taken in a breach</source>
        <translation>Tietojasi vietiin tietomurrossa</translation>
    </message>
    <message>
        <source>This person’s data was taken in a breach</source>
        <translation>Hänen tietojaan vietiin tietomurrossa</translation>
    </message>
    <message>
        <source>Your data was taken in {count} breaches</source>
        <translation>Tietojasi on viety {count} tietomurrossa</translation>
    </message>
    <message>
        <source>This person’s data was taken in {count} breaches</source>
        <translation>Hänen tietojaan on viety {count} tietomurrossa</translation>
    </message>
    <message>
        <source>Your data was not found in this check</source>
        <translation>Tietojasi ei löytynyt tässä tarkistuksessa</translation>
    </message>
    <message>
        <source>This person’s data was not found in this check</source>
        <translation>Hänen tietojaan ei löytynyt tässä tarkistuksessa</translation>
    </message>
    <message>
        <source>There is nothing to check right now</source>
        <translation>Juuri nyt ei ole mitään tarkistettavaa</translation>
    </message>
    <message>
        <source>Taken in {taken}. It became known in {known}.</source>
        <translation>Viety: {taken}. Tuli ilmi: {known}.</translation>
    </message>
</context>
<context>
    <name>AudienceChoice</name>
    <message>
        <source>Myself</source>
        <translation>Minä itse</translation>
    </message>
    <message>
        <source>A child in my care</source>
        <translation>Lapsi, jonka huoltaja olen</translation>
    </message>
    <message>
        <source>Somebody I act for</source>
        <translation>Joku, jonka puolesta toimin</translation>
    </message>
    <message>
        <source>Somebody close to me</source>
        <translation>Läheiseni</translation>
    </message>
    <message>
        <source>Somebody who has died</source>
        <translation>Joku, joka on kuollut</translation>
    </message>
    <message>
        <source>It is about somebody else</source>
        <translation>Asia koskee jotakuta toista</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Valitse</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulje</translation>
    </message>
    <message>
        <source>Whose data is it? The advice follows your choice.</source>
        <translation>Kenen tiedoista on kyse? Neuvot seuraavat valintaasi.</translation>
    </message>
</context>
<context>
    <name>CardView</name>
    <message>
        <source>Screen code {code}</source>
        <translation>Näyttökoodi {code}</translation>
    </message>
    <message>
        <source>Say</source>
        <translation>Sano</translation>
    </message>
    <message>
        <source>Do not say</source>
        <translation>Älä sano</translation>
    </message>
    <message>
        <source>For you</source>
        <translation>Sinulle</translation>
    </message>
    <message>
        <source>What can come next</source>
        <translation>Mitä voi tulla seuraavaksi</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Miten</translation>
    </message>
    <message>
        <source>What else it changes</source>
        <translation>Mihin muuhun se vaikuttaa</translation>
    </message>
    <message>
        <source>How to undo it</source>
        <translation>Miten sen voi perua</translation>
    </message>
    <message>
        <source>Words for letters</source>
        <translation>Kirjaimet sanoina</translation>
    </message>
    <message>
        <source>For names and for addresses of pages. Never for a number or a code.</source>
        <translation>Nimille ja verkko-osoitteille. Ei koskaan tunnukselle tai koodille.</translation>
    </message>
    <message>
        <source>What the caller sees</source>
        <translation>Mitä soittaja näkee</translation>
    </message>
    <message>
        <source>The caller has one of these, and the code is the same. You do not know which.</source>
        <translation>Soittajalla on näistä yksi, ja koodi on sama. Et tiedä, mikä niistä.</translation>
    </message>
    <message>
        <source>What the caller sees: {title}</source>
        <translation>Mitä soittaja näkee: {title}</translation>
    </message>
    <message>
        <source>The words of the page</source>
        <translation>Sivun sanat</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Näytä</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Piilota</translation>
    </message>
    <message>
        <source>Where to send the caller</source>
        <translation>Minne ohjaat soittajan</translation>
    </message>
    <message>
        <source>The number is past its review and is not shown. Look it up on their own website.</source>
        <translation>Numeron tarkistusaika on ohi, eikä sitä näytetä. Katso numero heidän omilta sivuiltaan.</translation>
    </message>
    <message>
        <source>Valid until {day}</source>
        <translation>Voimassa {day} asti</translation>
    </message>
</context>
<context>
    <name>Checking</name>
    <message>
        <source>Checking</source>
        <translation>Tarkistus on käynnissä</translation>
    </message>
    <message>
        <source>This takes longer than usual. You can wait, or stop and try again later.</source>
        <translation>Tämä kestää tavallista kauemmin. Voit odottaa tai lopettaa ja yrittää myöhemmin uudelleen.</translation>
    </message>
    <message>
        <source>This takes a few seconds. You can stop it at any time.</source>
        <translation>Tähän menee muutama sekunti. Voit keskeyttää milloin vain.</translation>
    </message>
    <message>
        <source>How far the check is</source>
        <translation>Tarkistuksen eteneminen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Keskeytä</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Valmis</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Nyt</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Odottaa</translation>
    </message>
</context>
<context>
    <name>DemoBanner</name>
    <message>
        <source>Demo: invented records and numbers of no one. Its protection is weaker than the real one.</source>
        <translation>Kokeilu: tiedot on keksitty, eivätkä henkilötunnukset ole kenenkään. Suojaus on heikompi kuin oikeassa palvelussa.</translation>
    </message>
    <message>
        <source>Demo: invented records and numbers.</source>
        <translation>Kokeilu: tiedot ja numerot ovat keksittyjä.</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>Support desk</source>
        <translation>Tukipiste</translation>
    </message>
    <message>
        <source>Advice of</source>
        <translation>Neuvojen maa</translation>
    </message>
    <message>
        <source>You read</source>
        <translation>Sinä luet</translation>
    </message>
    <message>
        <source>The caller reads</source>
        <translation>Soittaja lukee</translation>
    </message>
    <message>
        <source>Booklet</source>
        <translation>Vihko</translation>
    </message>
    <message>
        <source>The call</source>
        <translation>Puhelu</translation>
    </message>
    <message>
        <source>If this happens</source>
        <translation>Jos näin käy</translation>
    </message>
    <message>
        <source>Pages of the program</source>
        <translation>Ohjelman sivut</translation>
    </message>
    <message>
        <source>Spelling</source>
        <translation>Tavaaminen</translation>
    </message>
    <message>
        <source>Words for letters</source>
        <translation>Kirjaimet sanoina</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Näytä</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Piilota</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>Everything is wiped</source>
        <translation>Kaikki on tyhjennetty</translation>
    </message>
    <message>
        <source>This program has forgotten the number, the answer and what you chose here.</source>
        <translation>Ohjelma on unohtanut tunnuksen, vastauksen ja sen, mitä täällä valitsit.</translation>
    </message>
    <message>
        <source>A file that you saved, or a page that you printed, is still where you put it.</source>
        <translation>Tallentamasi tiedosto tai tulostamasi sivu on yhä siellä, minne sen jätit.</translation>
    </message>
    <message>
        <source>If somebody else checks now, nothing of yours is carried over.</source>
        <translation>Jos joku toinen tarkistaa nyt, mitään sinun tiedoistasi ei siirry hänelle.</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>Takaisin alkuun</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulje</translation>
    </message>
    <message>
        <source>Check another person</source>
        <translation>Tarkista toisen tiedot</translation>
    </message>
    <message>
        <source>Not everything could be removed</source>
        <translation>Kaikkea ei voitu poistaa</translation>
    </message>
    <message>
        <source>Whoever looks after this computer can remove these:</source>
        <translation>Tietokoneen ylläpitäjä voi poistaa nämä:</translation>
    </message>
    <message>
        <source>This computer has forgotten everything</source>
        <translation>Tietokone on unohtanut kaiken</translation>
    </message>
    <message>
        <source>Your settings, the memory of lists and your copy of the profile are removed.</source>
        <translation>Asetuksesi, muistitieto listoista ja oma kopiosi profiilista on poistettu.</translation>
    </message>
    <message>
        <source>The program itself is left. It is removed as other programs are.</source>
        <translation>Itse ohjelma on jäljellä. Se poistetaan samalla tavalla kuin muutkin ohjelmat.</translation>
    </message>
</context>
<context>
    <name>Failed</name>
    <message>
        <source>This is not an answer. It says nothing about whether your data was taken.</source>
        <translation>Tämä ei ole vastaus. Tästä ei voi päätellä, onko tietojasi viety.</translation>
    </message>
    <message>
        <source>If the help line asks for a code: {code}. It tells nothing about you.</source>
        <translation>Jos neuvontapuhelimessa kysytään koodia, se on {code}. Koodi ei kerro sinusta mitään.</translation>
    </message>
    <message>
        <source>The code of this fault: {code}. It tells nothing about you.</source>
        <translation>Tämän vian koodi: {code}. Se ei kerro sinusta mitään.</translation>
    </message>
    <message>
        <source>what the system uses</source>
        <translation>se, jota järjestelmä käyttää</translation>
    </message>
    <message>
        <source>Now: proxy: {proxy}. Privacy of a check: {level}.</source>
        <translation>Nyt: välityspalvelin: {proxy}. Tarkistuksen yksityisyys: {level}.</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Avaa asetukset</translation>
    </message>
    <message>
        <source>Check with what is set now</source>
        <translation>Tarkista nykyisillä asetuksilla</translation>
    </message>
    <message>
        <source>Back to your number</source>
        <translation>Takaisin henkilötunnukseen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Yritä uudelleen</translation>
    </message>
    <message>
        <source>Read advice without a check</source>
        <translation>Lue neuvoja ilman tarkistusta</translation>
    </message>
    <message>
        <source>See what left this computer</source>
        <translation>Katso, mitä tietokoneelta lähti</translation>
    </message>
    <message>
        <source>You can try again at {time}.</source>
        <translation>Voit yrittää uudelleen kello {time}.</translation>
    </message>
    <message>
        <source>You can try again now.</source>
        <translation>Voit nyt yrittää uudelleen.</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Screen code, or a word</source>
        <translation>Näyttökoodi tai sana</translation>
    </message>
    <message>
        <source>Nothing has these words.</source>
        <translation>Näillä sanoilla ei löytynyt mitään.</translation>
    </message>
    <message>
        <source>That may be a number of the caller. It was not kept. Say: please do not tell me, I do not need it.</source>
        <translation>Tuo voi olla soittajan tunnus. Sitä ei tallennettu. Sano: älä kerro sitä minulle, en tarvitse sitä.</translation>
    </message>
    <message>
        <source>One digit was misheard. Ask for all three again, one by one.</source>
        <translation>Yksi numero kuultiin väärin. Pyydä kaikki kolme uudelleen, yksi kerrallaan.</translation>
    </message>
    <message>
        <source>This version has no page with that code. The caller&apos;s program may be newer.</source>
        <translation>Tässä versiossa ei ole sivua, jolla on tuo koodi. Soittajan ohjelma voi olla uudempi.</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Screen code {code}, edition {edition}</source>
        <translation>Näyttökoodi {code}, versio {edition}</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Sivu</translation>
    </message>
    <message>
        <source>{name}:</source>
        <translation>{name}:</translation>
    </message>
    <message>
        <source>Someone to talk to</source>
        <translation>Apua ja neuvontaa</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Back</source>
        <translation>Takaisin</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Asetukset</translation>
    </message>
    <message>
        <source>Language: {name}</source>
        <translation>Kieli: {name}</translation>
    </message>
    <message>
        <source>Leave quickly</source>
        <translation>Poistu nopeasti</translation>
    </message>
    <message>
        <source>Blanks the window, wipes everything and ends the program. Shift three times does the same.</source>
        <translation>Ikkuna katoaa, kaikki tyhjenee ja ohjelma sulkeutuu. Sama tapahtuu, kun painat vaihtonäppäintä (Shift) kolme kertaa.</translation>
    </message>
    <message>
        <source>Wipes everything and begins anew. Shift three times does the same.</source>
        <translation>Poistaa kaiken ja alkaa alusta. Sama tapahtuu, kun painat vaihtonäppäintä (Shift) kolme kertaa.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help</source>
        <translation>Ohje</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Takaisin</translation>
    </message>
    <message>
        <source>Would you like to ask somebody?</source>
        <translation>Haluatko kysyä joltakulta?</translation>
    </message>
    <message>
        <source>Read out the code of the page that you come from: {code}. It tells nothing about you.</source>
        <translation>Sano sen sivun koodi, jolta tulit: {code}. Se ei kerro sinusta mitään.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Näppäimet</translation>
    </message>
    <message>
        <source>Tab, and Shift with Tab: to the next and to the previous button or field</source>
        <translation>Sarkain (Tab) vie seuraavaan painikkeeseen tai kenttään, Shift ja Tab edelliseen</translation>
    </message>
    <message>
        <source>Enter: the main button of the page, or the button that you are on</source>
        <translation>Enter: sivun pääpainike tai se painike, jonka kohdalla olet</translation>
    </message>
    <message>
        <source>Shift three times: leave quickly</source>
        <translation>Vaihtonäppäin (Shift) kolme kertaa: poistu nopeasti</translation>
    </message>
    <message>
        <source>Alt with the left arrow: back</source>
        <translation>Alt ja vasen nuoli: takaisin</translation>
    </message>
    <message>
        <source>Ctrl with plus, minus or 0: larger, smaller or normal text</source>
        <translation>Ctrl ja plus, miinus tai 0: suurempi, pienempi tai tavallinen teksti</translation>
    </message>
    <message>
        <source>Esc: stop a check</source>
        <translation>Esc: keskeytä tarkistus</translation>
    </message>
    <message>
        <source>F1: this help, and back</source>
        <translation>F1: tämä ohje ja takaisin</translation>
    </message>
</context>
<context>
    <name>HelpLines</name>
    <message>
        <source>Add a help line</source>
        <translation>Lisää neuvontapuhelin</translation>
    </message>
</context>
<context>
    <name>HelpPanel</name>
    <message>
        <source>You do not have to say your number, or what the answer was.</source>
        <translation>Sinun ei tarvitse kertoa henkilötunnustasi eikä sitä, mikä vastaus oli.</translation>
    </message>
    <message>
        <source>Would you like to talk to somebody?</source>
        <translation>Haluatko puhua jonkun kanssa?</translation>
    </message>
    <message>
        <source>Help line</source>
        <translation>Neuvontapuhelin</translation>
    </message>
    <message>
        <source>Somebody you trust is a good beginning.</source>
        <translation>Joku, johon luotat, on hyvä alku.</translation>
    </message>
</context>
<context>
    <name>IdlePrompt</name>
    <message>
        <source>Are you still here?</source>
        <translation>Oletko vielä paikalla?</translation>
    </message>
    <message numerus="yes">
        <source>Nobody has used the program for a while. In about %n second(s) it wipes what was typed and shown, and begins anew.</source>
        <translation>
            <numerusform>Ohjelmaa ei ole käytetty hetkeen. Noin %n sekunnin kuluttua se poistaa kaiken, mitä kirjoitit ja näit, ja alkaa alusta.</numerusform>
            <numerusform>Ohjelmaa ei ole käytetty hetkeen. Noin %n sekunnin kuluttua se poistaa kaiken, mitä kirjoitit ja näit, ja alkaa alusta.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody has used the program for a while. In %n minute(s) it wipes what was typed and shown, and begins anew.</source>
        <translation>
            <numerusform>Ohjelmaa ei ole käytetty hetkeen. %n minuutin kuluttua se poistaa kaiken, mitä kirjoitit ja näit, ja alkaa alusta.</numerusform>
            <numerusform>Ohjelmaa ei ole käytetty hetkeen. %n minuutin kuluttua se poistaa kaiken, mitä kirjoitit ja näit, ja alkaa alusta.</numerusform>
        </translation>
    </message>
    <message>
        <source>I am still here</source>
        <translation>Olen paikalla</translation>
    </message>
    <message>
        <source>Wipe now</source>
        <translation>Tyhjennä nyt</translation>
    </message>
    <message>
        <source>What was on the page is still there when you go on.</source>
        <translation>Sivu on ennallaan, kun jatkat.</translation>
    </message>
</context>
<context>
    <name>LeftComputer</name>
    <message>
        <source>What left this computer</source>
        <translation>Mitä tältä tietokoneelta lähti</translation>
    </message>
    <message>
        <source>What leaves this computer</source>
        <translation>Mitä tältä tietokoneelta lähtee</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s), in the order in which they were sent.</source>
        <translation>
            <numerusform>%n pyyntö lähetettiin.</numerusform>
            <numerusform>%n pyyntöä lähetettiin tässä järjestyksessä.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing yet. When you check, every request is shown here byte for byte.</source>
        <translation>Ei vielä mitään. Kun teet tarkistuksen, jokainen pyyntö näkyy tässä tavu tavulta.</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Tallenna tiedostoon</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopioi</translation>
    </message>
    <message>
        <source>The file is for whoever wants to examine this program. It holds no identity number.</source>
        <translation>Tiedosto on sille, joka haluaa tutkia ohjelman toimintaa. Siinä ei ole henkilötunnusta.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Takaisin</translation>
    </message>
    <message>
        <source>Every request</source>
        <translation>Kaikki pyynnöt</translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n tavu</numerusform>
            <numerusform>%n tavua</numerusform>
        </translation>
    </message>
    <message>
        <source>sent again</source>
        <translation>lähetetty uudelleen</translation>
    </message>
    <message>
        <source>Show the bytes</source>
        <translation>Näytä tavut</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulje</translation>
    </message>
    <message>
        <source>Underlined: the fragment.</source>
        <translation>Alleviivattu kohta on pala.</translation>
    </message>
    <message>
        <source>Bytes of request {number}</source>
        <translation>Pyynnön {number} tavut</translation>
    </message>
    <message>
        <source>The fragment</source>
        <translation>Lähetetty pala</translation>
    </message>
    <message>
        <source>The fragment is the small part that left: {bits} bits, the number of one of {groups} groups. It fits about {people} living people.</source>
        <translation>Pala on se pieni osa, joka lähti: {bits} bittiä eli yhden ryhmän numero ({groups} ryhmää). Se sopii noin {people} elävään ihmiseen.</translation>
    </message>
    <message>
        <source>In the picture, the large squares are the 32 bits of a hash that this computer made of your number. The filled ones were sent, as the group number {index}; the empty ones never left. The small squares are all groups, and the filled one was asked for.</source>
        <translation>Kuvan isot ruudut ovat ne 32 bittiä, jotka tämä tietokone laski tunnuksestasi. Täytetyt lähetettiin ryhmän numerona {index}, tyhjät eivät lähteneet mihinkään. Pienet ruudut ovat kaikki ryhmät, ja täytettyä kysyttiin.</translation>
    </message>
    <message>
        <source>The fragment, which fits many thousand people.</source>
        <translation>Palan, joka sopii moneen tuhanteen ihmiseen.</translation>
    </message>
    <message>
        <source>The fragment: {bits} bits of a scrambled value. It fits about {people} people.</source>
        <translation>Palan: {bits} bittiä sekoitetusta arvosta. Se sopii noin {people} ihmiseen.</translation>
    </message>
    <message>
        <source>What the other side could learn</source>
        <translation>Mitä palvelu voi saada tietää</translation>
    </message>
    <message>
        <source>What the other side can learn</source>
        <translation>Mitä palvelu voi saada tietää</translation>
    </message>
    <message>
        <source>That this internet address asked, and when.</source>
        <translation>Mistä internetosoitteesta kysyttiin ja milloin.</translation>
    </message>
    <message>
        <source>That it was this program that asked.</source>
        <translation>Että kysyjä oli tämä ohjelma.</translation>
    </message>
    <message>
        <source>What never left</source>
        <translation>Mitä ei lähtenyt</translation>
    </message>
    <message>
        <source>What never leaves</source>
        <translation>Mitä ei lähde</translation>
    </message>
    <message>
        <source>Your identity number, and the code of a letter.</source>
        <translation>Henkilötunnuksesi ja kirjeen koodi.</translation>
    </message>
    <message>
        <source>The answer: it is worked out on this computer.</source>
        <translation>Vastaus. Se selviää vain tällä tietokoneella.</translation>
    </message>
    <message>
        <source>What you answer, read and choose here.</source>
        <translation>Se, mitä täällä vastaat, luet ja valitset.</translation>
    </message>
    <message>
        <source>Save what left this computer</source>
        <translation>Tallenna, mitä tietokoneelta lähti</translation>
    </message>
    <message>
        <source>requests.txt</source>
        <translation>pyynnot.txt</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Teksti (*.txt)</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Tallennettu: {path}</translation>
    </message>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Sinne ei voitu tallentaa. Valitse toinen kansio.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopioitu.</translation>
    </message>
</context>
<context>
    <name>LineFields</name>
    <message>
        <source>Name of the help line</source>
        <translation>Neuvontapuhelimen nimi</translation>
    </message>
    <message>
        <source>Telephone number</source>
        <translation>Puhelinnumero</translation>
    </message>
    <message>
        <source>When it answers ({language})</source>
        <translation>Milloin siihen vastataan ({language})</translation>
    </message>
    <message>
        <source>Spoken there</source>
        <translation>Palvelukielet</translation>
    </message>
    <message>
        <source>Take this line out</source>
        <translation>Poista tämä puhelin</translation>
    </message>
    <message>
        <source>Take out help line {number}</source>
        <translation>Poista neuvontapuhelin {number}</translation>
    </message>
</context>
<context>
    <name>LogSheetOffer</name>
    <message>
        <source>An empty page for notes</source>
        <translation>Tyhjä sivu muistiinpanoille</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Avaa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulje</translation>
    </message>
    <message>
        <source>A page to write down whom you told, when, and what they said. Nothing of an answer is on it.</source>
        <translation>Sivulle voit kirjoittaa, kenelle kerroit, milloin ja mitä sinulle sanottiin. Siinä ei ole mitään vastauksesta.</translation>
    </message>
    <message>
        <source>Save the empty page</source>
        <translation>Tallenna tyhjä sivu</translation>
    </message>
    <message>
        <source>Print the empty page</source>
        <translation>Tulosta tyhjä sivu</translation>
    </message>
    <message>
        <source>notes</source>
        <translation>muistiinpanot</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Tallennettu: {path}</translation>
    </message>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Sinne ei voitu tallentaa. Valitse toinen kansio.</translation>
    </message>
    <message>
        <source>This computer has no printer. You can save the page as a file.</source>
        <translation>Tällä tietokoneella ei ole tulostinta. Voit tallentaa sivun tiedostoon.</translation>
    </message>
    <message>
        <source>It was sent to the printer.</source>
        <translation>Lähetetty tulostimeen.</translation>
    </message>
    <message>
        <source>It could not be printed.</source>
        <translation>Tulostus ei onnistunut.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Information</source>
        <translation>Tietoja</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>Tarkistus keskeytettiin.</translation>
    </message>
    <message>
        <source>Size of text: {percent} %</source>
        <translation>Tekstin koko: {percent} %</translation>
    </message>
</context>
<context>
    <name>MakerWindow</name>
    <message>
        <source>Something is missing or does not fit. It is marked in the form.</source>
        <translation>Jotain puuttuu tai on väärin. Kohta on merkitty lomakkeeseen.</translation>
    </message>
    <message>
        <source>Handed out by {name}.</source>
        <translation>Ohjelman jakaa {name}.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Tallennettu: {path}.</translation>
    </message>
    <message>
        <source>Save the profile</source>
        <translation>Tallenna profiili</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Profiilit (*.json)</translation>
    </message>
    <message>
        <source>This profile was signed. Once it is changed it has to be signed again.</source>
        <translation>Tämä profiili oli allekirjoitettu. Kun sitä muutetaan, se on allekirjoitettava uudelleen.</translation>
    </message>
    <message>
        <source>Profile of a clinic</source>
        <translation>Klinikan profiili</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>Allekirjoitus</translation>
    </message>
    <message>
        <source>Open a profile</source>
        <translation>Avaa profiili</translation>
    </message>
    <message>
        <source>You read</source>
        <translation>Sinä luet</translation>
    </message>
    <message>
        <source>Patients read</source>
        <translation>Potilaat lukevat</translation>
    </message>
    <message>
        <source>Save without a signature</source>
        <translation>Tallenna ilman allekirjoitusta</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Kaikki tiedostot (*)</translation>
    </message>
</context>
<context>
    <name>NoProfile</name>
    <message>
        <source>This program does not know yet whom to ask</source>
        <translation>Tämä ohjelma ei vielä tiedä, keneltä kysyä</translation>
    </message>
    <message>
        <source>It needs a small file, called a profile, that names the service with the list. You get it from whoever told you of this program, such as a clinic, an authority or a help line.</source>
        <translation>Ohjelma tarvitsee pienen tiedoston eli profiilin, joka kertoo, missä palvelussa lista on. Saat sen siltä, joka kertoi sinulle ohjelmasta, esimerkiksi klinikalta, viranomaiselta tai neuvontapuhelimesta.</translation>
    </message>
    <message>
        <source>Choose the file, or drop it onto this window. It is often called profile.json.</source>
        <translation>Valitse tiedosto tai pudota se tähän ikkunaan. Sen nimi on usein profile.json.</translation>
    </message>
    <message>
        <source>Before it is used, you see whom it trusts.</source>
        <translation>Ennen kuin sitä käytetään, näet, keneen se luottaa.</translation>
    </message>
    <message>
        <source>Nothing leaves this computer until you check a number.</source>
        <translation>Mitään ei lähde tältä tietokoneelta, ennen kuin tarkistat tunnuksen.</translation>
    </message>
    <message>
        <source>Read advice without a check</source>
        <translation>Lue neuvoja ilman tarkistusta</translation>
    </message>
    <message>
        <source>Try it with invented people</source>
        <translation>Kokeile keksityillä henkilöillä</translation>
    </message>
    <message>
        <source>Choose a profile</source>
        <translation>Valitse profiili</translation>
    </message>
    <message>
        <source>To try it, the window closes and opens again after a few seconds.</source>
        <translation>Kokeilua varten ikkuna sulkeutuu ja avautuu uudelleen muutaman sekunnin kuluttua.</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>Profiilit (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Kaikki tiedostot (*)</translation>
    </message>
    <message>
        <source>Do you trust this profile?</source>
        <translation>Luotatko tähän profiiliin?</translation>
    </message>
    <message>
        <source>A profile decides who is asked and whose list is believed, and anybody can make one in any name. Compare what stands here with what you were given by letter or by telephone.</source>
        <translation>Profiili ratkaisee, keneltä kysytään ja kenen listaan luotetaan. Kuka tahansa voi tehdä profiilin kenen tahansa nimissä. Vertaa näitä tietoja siihen, mitä sinulle on kerrottu kirjeessä tai puhelimessa.</translation>
    </message>
    <message>
        <source>Use this profile</source>
        <translation>Käytä tätä profiilia</translation>
    </message>
    <message>
        <source>Not this one</source>
        <translation>En käytä tätä</translation>
    </message>
    <message>
        <source>It is kept in your own folder, so that the program knows it the next time.</source>
        <translation>Se tallennetaan omaan kansioosi, jotta ohjelma tuntee sen ensi kerralla.</translation>
    </message>
    <message>
        <source>It claims to be from: {name}</source>
        <translation>Väittää olevansa taholta: {name}</translation>
    </message>
    <message>
        <source>It asks: {addresses}</source>
        <translation>Kysyy osoitteesta: {addresses}</translation>
    </message>
    <message>
        <source>It says that its list covers: {breaches}</source>
        <translation>Listassa on profiilin mukaan: {breaches}</translation>
    </message>
    <message>
        <source>It gives as help line: {name}, {number}</source>
        <translation>Neuvontapuhelin profiilin mukaan: {name}, {number}</translation>
    </message>
    <message>
        <source>It is a demo, with invented people.</source>
        <translation>Tämä on kokeilu, jossa henkilöt ovat keksittyjä.</translation>
    </message>
    <message>
        <source>It is not signed, so names and telephone numbers in it may have been changed.</source>
        <translation>Profiilia ei ole allekirjoitettu, joten sen nimiä ja puhelinnumeroita on voitu muuttaa.</translation>
    </message>
</context>
<context>
    <name>Number</name>
    <message>
        <source>Your identity number</source>
        <translation>Henkilötunnuksesi</translation>
    </message>
    <message>
        <source>The identity number of the other person</source>
        <translation>Toisen henkilön henkilötunnus</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Tarkista</translation>
    </message>
    <message>
        <source>What leaves this computer?</source>
        <translation>Mitä tietokoneelta lähtee?</translation>
    </message>
    <message>
        <source>It stays on this computer. Nothing about it is sent.</source>
        <translation>Se pysyy tällä tietokoneella. Siitä ei lähetetä mitään.</translation>
    </message>
    <message>
        <source>It stays on this computer. Only a small part, which fits about {people} people, is sent.</source>
        <translation>Se pysyy tällä tietokoneella. Siitä lähetetään vain pieni osa, joka sopii noin {people} ihmiseen.</translation>
    </message>
    <message>
        <source>Kind of number</source>
        <translation>Minkä maan tunnus</translation>
    </message>
    <message>
        <source>{hint} Example: {example}</source>
        <translation>{hint} Esimerkki: {example}</translation>
    </message>
    <message>
        <source>The same number once more</source>
        <translation>Sama tunnus vielä kerran</translation>
    </message>
    <message>
        <source>This kind of number has nothing that shows a mistyped digit, so please type it twice.</source>
        <translation>Tällaisessa tunnuksessa mikään ei paljasta näppäilyvirhettä, joten kirjoita se kahdesti.</translation>
    </message>
    <message>
        <source>Both are the same.</source>
        <translation>Molemmat ovat samat.</translation>
    </message>
    <message>
        <source>The two are not the same. Please look at both.</source>
        <translation>Ne eivät ole samat. Katso molempia.</translation>
    </message>
    <message>
        <source>The number is shown.</source>
        <translation>Tunnus näkyy.</translation>
    </message>
    <message>
        <source>The number is hidden.</source>
        <translation>Tunnus on piilossa.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Piilota</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Näytä</translation>
    </message>
    <message>
        <source>The check could not begin with what was typed. Please look at it once more.</source>
        <translation>Tarkistus ei voi alkaa näillä tiedoilla. Katso ne vielä kerran.</translation>
    </message>
    <message>
        <source>Hide the number</source>
        <translation>Piilota tunnus</translation>
    </message>
    <message>
        <source>Show the number</source>
        <translation>Näytä tunnus</translation>
    </message>
    <message>
        <source>The number looks right.</source>
        <translation>Tunnus näyttää oikealta.</translation>
    </message>
    <message>
        <source>I have a letter with a code</source>
        <translation>Minulla on kirje, jossa on koodi</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulje</translation>
    </message>
    <message>
        <source>The code looks right.</source>
        <translation>Koodi näyttää oikealta.</translation>
    </message>
    <message>
        <source>Some lists can be opened only with the code in a letter, so that nobody else can look you up. Without a letter, leave this out.</source>
        <translation>Osa listoista avautuu vain kirjeen koodilla. Siksi kukaan muu ei voi hakea niistä tietojasi. Jos et ole saanut kirjettä, ohita tämä.</translation>
    </message>
    <message>
        <source>Enter the code</source>
        <translation>Kirjoita koodi</translation>
    </message>
    <message>
        <source>Code of the letter, four groups of four digits</source>
        <translation>Kirjeen koodi: neljä kertaa neljä numeroa</translation>
    </message>
    <message>
        <source>Go on without a code</source>
        <translation>Jatka ilman koodia</translation>
    </message>
    <message>
        <source>Numbers of the demo, which belong to no one:</source>
        <translation>Kokeilun tunnukset. Ne eivät ole kenenkään:</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>{first} to {last} of {count}</source>
        <translation>{first}–{last} / {count}</translation>
    </message>
    <message>
        <source>Show those before</source>
        <translation>Näytä edelliset</translation>
    </message>
    <message>
        <source>Show those after</source>
        <translation>Näytä seuraavat</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>As patients will see it</source>
        <translation>Näin potilaat näkevät sen</translation>
    </message>
    <message>
        <source>The answers are invented. Both that there can be are shown.</source>
        <translation>Vastaukset ovat keksittyjä. Molemmat mahdolliset näytetään.</translation>
    </message>
</context>
<context>
    <name>ProfileForm</name>
    <message>
        <source>Who hands it out</source>
        <translation>Kuka ohjelman jakaa</translation>
    </message>
    <message>
        <source>Name, as patients know it</source>
        <translation>Nimi, jonka potilaat tuntevat</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>A PNG, or an SVG of shapes alone. It may be left out.</source>
        <translation>PNG tai pelkistä muodoista koostuva SVG. Logon voi jättää pois.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Valitse kuva</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>Poista kuva</translation>
    </message>
    <message>
        <source>Whom people can call</source>
        <translation>Mihin voi soittaa</translation>
    </message>
    <message>
        <source>What is asked and said</source>
        <translation>Mitä kysytään ja kerrotaan</translation>
    </message>
    <message>
        <source>Which breaches it covers ({language})</source>
        <translation>Mitä tietomurtoja lista koskee ({language})</translation>
    </message>
    <message>
        <source>Languages of the window</source>
        <translation>Ohjelman kielet</translation>
    </message>
    <message>
        <source>Kinds of number</source>
        <translation>Tunnusten lajit</translation>
    </message>
    <message>
        <source>Country whose advice is shown</source>
        <translation>Maa, jonka neuvot näytetään</translation>
    </message>
    <message>
        <source>Ask for the code of the letter first</source>
        <translation>Kysy kirjeen koodia ensin</translation>
    </message>
    <message>
        <source>Privacy of a check, until a person chooses another</source>
        <translation>Tarkistuksen yksityisyys, kunnes käyttäjä valitsee toisin</translation>
    </message>
    <message>
        <source>For a computer that many people use</source>
        <translation>Tietokoneelle, jota moni käyttää</translation>
    </message>
    <message>
        <source>Whom the program asks</source>
        <translation>Keneltä ohjelma kysyy</translation>
    </message>
    <message>
        <source>Address of the service</source>
        <translation>Palvelun osoite</translation>
    </message>
    <message>
        <source>Other hosts of the same files</source>
        <translation>Muut palvelimet, joilla on samat tiedostot</translation>
    </message>
    <message>
        <source>Addresses with spaces between them. They may be left out.</source>
        <translation>Osoitteet välilyönnein erotettuina. Nämä voi jättää pois.</translation>
    </message>
    <message>
        <source>Address of the evaluator</source>
        <translation>Laskentapalvelimen osoite</translation>
    </message>
    <message>
        <source>Only where it is another operator.</source>
        <translation>Vain jos sitä ylläpitää joku muu.</translation>
    </message>
    <message>
        <source>Say that there is a newer version</source>
        <translation>Kerro, kun uudempi versio on saatavilla</translation>
    </message>
    <message>
        <source>Where newer versions are</source>
        <translation>Mistä uudemmat versiot saa</translation>
    </message>
    <message>
        <source>It counts only where an administrator or an installer put the profile in place.</source>
        <translation>Vaikuttaa vain, jos ylläpitäjä tai asennusohjelma on pannut profiilin paikalleen.</translation>
    </message>
    <message>
        <source>Whom the program trusts</source>
        <translation>Keneen ohjelma luottaa</translation>
    </message>
    <message>
        <source>Root of trust</source>
        <translation>Luottamuksen juuri</translation>
    </message>
    <message>
        <source>The file root.json of the publisher of the list. Compare its fingerprint by telephone.</source>
        <translation>Listan julkaisijan tiedosto root.json. Vertaa sormenjälkeä puhelimitse.</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Valitse tiedosto</translation>
    </message>
    <message>
        <source>Roots of trust (*.json)</source>
        <translation>Luottamuksen juuret (*.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Kaikki tiedostot (*)</translation>
    </message>
    <message>
        <source>Choose the root of trust</source>
        <translation>Valitse luottamuksen juuri</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg)</source>
        <translation>Kuvat (*.png *.svg)</translation>
    </message>
</context>
<context>
    <name>Ready</name>
    <message>
        <source>The answer is ready</source>
        <translation>Vastaus on valmis</translation>
    </message>
    <message>
        <source>Take the time that you need. It is not shown before you ask for it.</source>
        <translation>Ei ole kiire. Vastaus näkyy vasta, kun pyydät sitä.</translation>
    </message>
    <message>
        <source>Is somebody near you who should not see it? It can wait.</source>
        <translation>Onko lähelläsi joku, jonka ei pidä nähdä vastausta? Se voi odottaa.</translation>
    </message>
    <message>
        <source>Would you rather not be alone with it? You can ask somebody to sit with you.</source>
        <translation>Etkö halua olla yksin? Voit pyytää jonkun viereesi.</translation>
    </message>
    <message>
        <source>Show it now</source>
        <translation>Näytä vastaus</translation>
    </message>
    <message>
        <source>Only show me advice</source>
        <translation>Näytä vain neuvot</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ei nyt</translation>
    </message>
    <message>
        <source>“Only show me advice” leaves the answer closed and shows advice that is the same for everyone. “Not now” wipes the answer and what you typed. You can check again at any time.</source>
        <translation>”Näytä vain neuvot” jättää vastauksen avaamatta ja näyttää neuvot, jotka ovat kaikille samat. ”Ei nyt” poistaa vastauksen ja sen, mitä kirjoitit. Voit tarkistaa uudelleen milloin vain.</translation>
    </message>
</context>
<context>
    <name>ReportOffer</name>
    <message>
        <source>Save or print</source>
        <translation>Tallenna tai tulosta</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Avaa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulje</translation>
    </message>
    <message>
        <source>The report says what you read on these pages, and not your number. Whoever finds it can read it: keep it where only you look. A printer that others use may keep a copy.</source>
        <translation>Raportissa on se, mitä luet näiltä sivuilta, mutta ei henkilötunnustasi. Se, joka löytää raportin, voi lukea sen. Säilytä se paikassa, johon vain sinä katsot. Yhteinen tulostin voi säilyttää kopion.</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Tallenna tiedostoon</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Tulosta</translation>
    </message>
    <message>
        <source>PDF, for reading and printing (*.pdf)</source>
        <translation>PDF lukemiseen ja tulostamiseen (*.pdf)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Verkkosivu (*.html)</translation>
    </message>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Sinne ei voitu tallentaa. Valitse toinen kansio.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Tallennettu: {path}</translation>
    </message>
    <message>
        <source>This computer has no printer. You can save the report as a file.</source>
        <translation>Tällä tietokoneella ei ole tulostinta. Voit tallentaa raportin tiedostoon.</translation>
    </message>
    <message>
        <source>Sent to the printer {name}.</source>
        <translation>Lähetetty tulostimeen {name}.</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Settings</source>
        <translation>Asetukset</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Kieli</translation>
    </message>
    <message>
        <source>Size of text</source>
        <translation>Tekstin koko</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Värit</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Järjestelmän mukaan</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Vaalea</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Tumma</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Suuri kontrasti</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Takaisin</translation>
    </message>
    <message>
        <source>Help and keys</source>
        <translation>Ohje ja näppäimet</translation>
    </message>
    <message>
        <source>Privacy of a check</source>
        <translation>Tarkistuksen yksityisyys</translation>
    </message>
    <message>
        <source>Standard sends a small part, which fits about {people} people. Maximum sends nothing about your number: it fetches the whole list, which takes longer.</source>
        <translation>Tavallinen lähettää pienen osan, joka sopii noin {people} ihmiseen. Suurin ei lähetä tunnuksestasi mitään: se hakee koko listan, mikä kestää kauemmin.</translation>
    </message>
    <message>
        <source>Leave it empty to use what the system uses.</source>
        <translation>Jätä tyhjäksi, niin käytetään järjestelmän asetusta.</translation>
    </message>
    <message>
        <source>Leave it empty to use what the environment variables of this computer name, such as {name}.</source>
        <translation>Jätä tyhjäksi, niin käytetään tämän tietokoneen ympäristömuuttujia, kuten {name}.</translation>
    </message>
    <message>
        <source>For Tor, for example: {example}.</source>
        <translation>Torin osoite on esimerkiksi {example}.</translation>
    </message>
    <message>
        <source>Without a user name or password.</source>
        <translation>Ilman käyttäjätunnusta tai salasanaa.</translation>
    </message>
    <message>
        <source>The program remembers these settings, the size of the window and which list it saw last. None of it holds anything about you.</source>
        <translation>Ohjelma muistaa nämä asetukset, ikkunan koon ja sen, minkä listan se viimeksi näki. Missään niistä ei ole mitään sinusta.</translation>
    </message>
    <message>
        <source>Forget everything on this computer</source>
        <translation>Unohda kaikki tältä tietokoneelta</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Avaa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulje</translation>
    </message>
    <message>
        <source>This removes your settings, the memory of lists and your copy of the profile, and wipes what you typed. The program stays. Without a profile it has to be given one before it can check again.</source>
        <translation>Tämä poistaa asetuksesi, muistitiedon listoista, oman kopiosi profiilista ja sen, mitä kirjoitit. Ohjelma jää. Jos profiilia ei sen jälkeen ole, ohjelmalle täytyy antaa sellainen, ennen kuin se voi taas tarkistaa.</translation>
    </message>
    <message>
        <source>Forget it now</source>
        <translation>Unohda nyt</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>Tavallinen</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>Suurin</translation>
    </message>
    <message>
        <source>The settings could not be read or saved. Please look at the level of privacy and at the proxy. The next check asks you to confirm them.</source>
        <translation>Asetuksia ei voitu lukea tai tallentaa. Katso yksityisyyden taso ja välityspalvelin. Seuraava tarkistus pyytää vahvistamaan ne.</translation>
    </message>
    <message>
        <source>Proxy or Tor</source>
        <translation>Välityspalvelin tai Tor</translation>
    </message>
    <message>
        <source>Address of the proxy</source>
        <translation>Välityspalvelimen osoite</translation>
    </message>
    <message>
        <source>This is not the address of a proxy. It is not used.</source>
        <translation>Tämä ei ole välityspalvelimen osoite. Ohjelma ei käytä sitä.</translation>
    </message>
    <message>
        <source>Pictures of the screen</source>
        <translation>Kuvakaappaukset</translation>
    </message>
    <message>
        <source>Keep this window out of screenshots</source>
        <translation>Estä tämän ikkunan kuvakaappaus</translation>
    </message>
    <message>
        <source>It then also stays black for a screen magnifier and for remote help.</source>
        <translation>Silloin ikkuna näkyy mustana myös näytön suurennusohjelmassa ja etätuessa.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Tietoja ohjelmasta</translation>
    </message>
    <message>
        <source>Exposure Check {version}, free software under the Apache License 2.0.</source>
        <translation>Exposure Check {version}. Vapaa ohjelma, lisenssi Apache License 2.0.</translation>
    </message>
    <message>
        <source>Service: {name}, {address}</source>
        <translation>Palvelu: {name}, {address}</translation>
    </message>
</context>
<context>
    <name>SignPanel</name>
    <message>
        <source>Signed, nobody can change the profile without that being seen. Once the publisher of the list names your key, the program says who handed it out.</source>
        <translation>Allekirjoitettua profiilia kukaan ei voi muuttaa huomaamatta. Kun listan julkaisija nimeää avaimesi, ohjelma kertoo, kuka sen jakaa.</translation>
    </message>
    <message>
        <source>Key of the clinic</source>
        <translation>Klinikan avain</translation>
    </message>
    <message>
        <source>The file that “exposure-check clinic profile key” made.</source>
        <translation>Tiedosto, jonka ”exposure-check clinic profile key” teki.</translation>
    </message>
    <message>
        <source>Choose the key</source>
        <translation>Valitse avain</translation>
    </message>
    <message>
        <source>Passphrase of the key</source>
        <translation>Avaimen salalause</translation>
    </message>
    <message>
        <source>Sign and save</source>
        <translation>Allekirjoita ja tallenna</translation>
    </message>
    <message>
        <source>Please choose the key.</source>
        <translation>Valitse avain.</translation>
    </message>
    <message>
        <source>Keys (*.key)</source>
        <translation>Avaimet (*.key)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Kaikki tiedostot (*)</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Was your data taken in a breach?</source>
        <translation>Onko tietojasi viety tietomurrossa?</translation>
    </message>
    <message>
        <source>You type your identity number. It stays on this computer.</source>
        <translation>Kirjoitat henkilötunnuksesi. Se pysyy tällä tietokoneella.</translation>
    </message>
    <message>
        <source>You get an answer and one next step. You can stop at any time; nothing is kept.</source>
        <translation>Saat vastauksen ja neuvon, mistä aloittaa. Voit lopettaa milloin vain. Mitään ei jää talteen.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Aloita</translation>
    </message>
    <message>
        <source>Read advice without a check</source>
        <translation>Lue neuvoja ilman tarkistusta</translation>
    </message>
    <message>
        <source>Nothing about your number leaves this computer: the whole list is fetched.</source>
        <translation>Tunnuksestasi ei lähde mitään tältä tietokoneelta. Ohjelma hakee koko listan.</translation>
    </message>
    <message>
        <source>Only a small part leaves it, which fits about {people} people.</source>
        <translation>Siitä lähtee vain pieni osa, joka sopii noin {people} ihmiseen.</translation>
    </message>
    <message>
        <source>Who is near you, and who can see this screen? The answer is for you alone.</source>
        <translation>Kuka on lähelläsi, ja kuka näkee tämän näytön? Vastaus on vain sinulle.</translation>
    </message>
    <message>
        <source>To leave at once, press “Leave quickly” at the top, or the Shift key three times. The program ends and wipes what you typed and saw. That it is on this computer can still be seen.</source>
        <translation>Jos haluat poistua heti, paina yläreunan painiketta ”Poistu nopeasti” tai kolme kertaa vaihtonäppäintä (Shift). Ohjelma sulkeutuu ja poistaa sen, mitä kirjoitit ja näit. Koneelta näkyy yhä, että ohjelma on siinä.</translation>
    </message>
    <message>
        <source>To leave at once, press “Leave quickly” at the top, or the Shift key three times. What you typed and saw is wiped, also when nobody has touched the program for a minute.</source>
        <translation>Jos haluat poistua heti, paina yläreunan painiketta ”Poistu nopeasti” tai kolme kertaa vaihtonäppäintä (Shift). Ohjelma poistaa sen, mitä kirjoitit ja näit. Niin se tekee myös, jos kukaan ei ole käyttänyt sitä minuuttiin.</translation>
    </message>
    <message>
        <source>This is the language of the page.</source>
        <translation>Sivu on tällä kielellä.</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Suurempi teksti</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>Tavallinen teksti</translation>
    </message>
    <message>
        <source>Before you start</source>
        <translation>Ennen kuin aloitat</translation>
    </message>
    <message>
        <source>Who is near you, and is this your own computer? The answer is for you alone.</source>
        <translation>Kuka on lähelläsi? Onko tämä oma tietokoneesi? Vastaus on vain sinulle.</translation>
    </message>
</context>
<context>
    <name>booklet</name>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Tiedostoa ei voitu tallentaa sinne. Valitse toinen kansio.</translation>
    </message>
    <message>
        <source>Saved as {path}.</source>
        <translation>Tallennettu: {path}.</translation>
    </message>
    <message>
        <source>Save the booklet</source>
        <translation>Tallenna vihko</translation>
    </message>
    <message>
        <source>Support desk</source>
        <translation>Tukipiste</translation>
    </message>
    <message>
        <source>This booklet takes no number, no code and no answer: never write one into it. Ask for the three digits at the bottom left of the caller&apos;s window and turn to their page.</source>
        <translation>Tähän vihkoon ei kirjoiteta tunnusta, koodia eikä vastausta. Pyydä kolme numeroa soittajan ikkunan vasemmasta alakulmasta ja käännä niiden sivu esiin.</translation>
    </message>
    <message>
        <source>Pages by their codes</source>
        <translation>Sivut koodien mukaan</translation>
    </message>
</context>
<context>
    <name>contact</name>
    <message>
        <source>Copy</source>
        <translation>Kopioi</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopioitu.</translation>
    </message>
    <message>
        <source>Show the address</source>
        <translation>Näytä osoite</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Sulje</translation>
    </message>
    <message>
        <source>In other languages: {languages}</source>
        <translation>Muilla kielillä: {languages}</translation>
    </message>
    <message>
        <source>Show the telephone numbers</source>
        <translation>Näytä puhelinnumerot</translation>
    </message>
    <message>
        <source>Copy {number}, the telephone number of {name}</source>
        <translation>Kopioi puhelinnumero {number}: {name}</translation>
    </message>
    <message>
        <source>This computer does not open it. You can write the address down.</source>
        <translation>Tämä tietokone ei avaa sivua. Voit kirjoittaa osoitteen muistiin.</translation>
    </message>
    <message>
        <source>It opens in your browser, which may remember that you were there.</source>
        <translation>Sivu avautuu selaimeen. Selain voi muistaa, että kävit siellä.</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Avaa selaimessa</translation>
    </message>
    <message>
        <source>No browser could be opened. You can type the address yourself.</source>
        <translation>Selainta ei voitu avata. Voit kirjoittaa osoitteen itse.</translation>
    </message>
</context>
<context>
    <name>danger</name>
    <message>
        <source>In danger right now? Call the emergency number.</source>
        <translation>Oletko vaarassa juuri nyt? Soita hätänumeroon.</translation>
    </message>
    <message>
        <source>In danger right now? Call {number}.</source>
        <translation>Oletko vaarassa juuri nyt? Soita {number}.</translation>
    </message>
</context>
<context>
    <name>disclosure</name>
    <message>
        <source>Opened.</source>
        <translation>Avattu.</translation>
    </message>
    <message>
        <source>Closed.</source>
        <translation>Suljettu.</translation>
    </message>
</context>
<context>
    <name>failure</name>
    <message>
        <source>If it happens again, call the help line.</source>
        <translation>Jos näin käy uudelleen, soita neuvontapuhelimeen.</translation>
    </message>
    <message>
        <source>Tell whoever looks after this computer, or check on another one.</source>
        <translation>Kerro asiasta tietokoneen ylläpitäjälle tai tarkista toisella koneella.</translation>
    </message>
    <message>
        <source>There is no connection</source>
        <translation>Yhteyttä ei ole</translation>
    </message>
    <message>
        <source>The service could not be reached, or the connection broke.</source>
        <translation>Palveluun ei saatu yhteyttä, tai yhteys katkesi.</translation>
    </message>
    <message>
        <source>Check that this computer is on the Internet, then try again.</source>
        <translation>Katso, että tietokoneessa on internetyhteys. Yritä sitten uudelleen.</translation>
    </message>
    <message>
        <source>The connection is too slow</source>
        <translation>Yhteys on liian hidas</translation>
    </message>
    <message>
        <source>The service did not answer completely within the time allowed.</source>
        <translation>Palvelu ei ehtinyt vastata kokonaan ajoissa.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Yritä hetken kuluttua uudelleen.</translation>
    </message>
    <message>
        <source>The proxy does not let the request through</source>
        <translation>Välityspalvelin ei päästä pyyntöä läpi</translation>
    </message>
    <message>
        <source>A proxy stands between this computer and the service. It refused, or it cannot be reached.</source>
        <translation>Tämän tietokoneen ja palvelun välissä on välityspalvelin. Se ei hyväksynyt pyyntöä, tai siihen ei saada yhteyttä.</translation>
    </message>
    <message>
        <source>Look at the proxy in the settings, or try from another network.</source>
        <translation>Katso välityspalvelimen osoite asetuksista tai kokeile toista verkkoyhteyttä.</translation>
    </message>
    <message>
        <source>The connection is not private</source>
        <translation>Yhteys ei ole yksityinen</translation>
    </message>
    <message>
        <source>What answered could not prove that it is the service. Something on the way may be reading along, or the date of this computer is wrong. Nothing about your number was sent to it.</source>
        <translation>Ohjelma ei voinut varmistaa, että yhteys vie oikeaan palveluun. Joku voi seurata yhteyttä matkalla, tai tietokoneen päivämäärä on väärä. Tunnuksestasi ei lähetetty sinne mitään.</translation>
    </message>
    <message>
        <source>The service is busy</source>
        <translation>Palvelu on ruuhkautunut</translation>
    </message>
    <message>
        <source>Many people are asking at the same time, and it asks you to wait.</source>
        <translation>Moni kysyy nyt yhtä aikaa. Palvelu pyytää odottamaan.</translation>
    </message>
    <message>
        <source>Wait a little, then try again.</source>
        <translation>Odota vähän ja yritä uudelleen.</translation>
    </message>
    <message>
        <source>The service has a fault</source>
        <translation>Palvelussa on vika</translation>
    </message>
    <message>
        <source>The service answered something that was not asked for.</source>
        <translation>Palvelu vastasi jotain muuta kuin siltä kysyttiin.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Yritä myöhemmin uudelleen.</translation>
    </message>
    <message>
        <source>Go back and choose another kind of number.</source>
        <translation>Palaa takaisin ja valitse toisenlainen tunnus.</translation>
    </message>
    <message>
        <source>If there is none to choose, call the help line.</source>
        <translation>Jos muuta ei voi valita, soita neuvontapuhelimeen.</translation>
    </message>
    <message>
        <source>The list is too large for the level Maximum</source>
        <translation>Lista on liian suuri tasolle Suurin</translation>
    </message>
    <message>
        <source>It cannot be fetched whole, so it is not offered at this level. Nothing about you was sent.</source>
        <translation>Sitä ei voi hakea kokonaan, joten sitä ei tarjota tällä tasolla. Sinusta ei lähetetty mitään.</translation>
    </message>
    <message>
        <source>The advice can be read without a check.</source>
        <translation>Neuvoja voi lukea ilman tarkistusta.</translation>
    </message>
    <message>
        <source>You can also call the help line. You need not say your number to anyone.</source>
        <translation>Voit myös soittaa neuvontapuhelimeen. Sinun ei tarvitse kertoa tunnustasi kenellekään.</translation>
    </message>
    <message>
        <source>The small part that is sent would have fitted too few people, so it could have pointed to you. It was not sent.</source>
        <translation>Lähetettävä pieni osa olisi sopinut liian harvaan ihmiseen, joten se olisi voinut paljastaa sinut. Sitä ei lähetetty.</translation>
    </message>
    <message>
        <source>Try again from another network.</source>
        <translation>Kokeile toista verkkoyhteyttä.</translation>
    </message>
    <message>
        <source>The service offers another list than before</source>
        <translation>Palvelu tarjoaa toista listaa kuin aiemmin</translation>
    </message>
    <message>
        <source>What was offered has the number of a list that this computer has seen, but is another.</source>
        <translation>Tarjotulla listalla on sama numero kuin listalla, jonka tämä tietokone on jo nähnyt, mutta se ei ole sama lista.</translation>
    </message>
    <message>
        <source>The profile of the service is too old</source>
        <translation>Palvelun profiili on liian vanha</translation>
    </message>
    <message>
        <source>The service has changed its keys too often since its profile was made.</source>
        <translation>Palvelu on vaihtanut avaimiaan liian monta kertaa profiilin tekemisen jälkeen.</translation>
    </message>
    <message>
        <source>Ask whoever gave you the program for a new profile.</source>
        <translation>Pyydä uusi profiili siltä, jolta sait ohjelman.</translation>
    </message>
    <message>
        <source>Check the date of this computer. If it is right, try again tomorrow. When the date is set, the number has to be typed again.</source>
        <translation>Tarkista tämän tietokoneen päivämäärä. Jos se on oikein, yritä uudelleen huomenna. Kun päivämäärä on asetettu, tunnus on kirjoitettava uudelleen.</translation>
    </message>
    <message>
        <source>Try again in a few minutes.</source>
        <translation>Yritä muutaman minuutin kuluttua uudelleen.</translation>
    </message>
    <message>
        <source>This computer has a fault</source>
        <translation>Tässä tietokoneessa on vika</translation>
    </message>
    <message>
        <source>What it remembers of the list cannot be read. That is no attack, and nothing about you was sent.</source>
        <translation>Sen muistiin merkitsemiä tietoja listasta ei voi lukea. Kyse ei ole hyökkäyksestä, eikä sinusta lähetetty mitään.</translation>
    </message>
    <message>
        <source>Ask whoever looks after this computer to check its disk and the permissions of your folder.</source>
        <translation>Pyydä tietokoneen ylläpitäjää tarkistamaan sen levy ja oman kansiosi käyttöoikeudet.</translation>
    </message>
    <message>
        <source>Your settings are not certain</source>
        <translation>Asetuksesi eivät ole varmat</translation>
    </message>
    <message>
        <source>The settings of this program could not be read or saved, so it does not know for sure which proxy and which level of privacy you chose. Nothing was sent.</source>
        <translation>Tämän ohjelman asetuksia ei voitu lukea tai tallentaa, joten se ei tiedä varmasti, minkä välityspalvelimen ja yksityisyyden tason valitsit. Mitään ei lähetetty.</translation>
    </message>
    <message>
        <source>Look at the settings. Then check again, and confirm what is set.</source>
        <translation>Katso asetukset. Tarkista sitten uudelleen ja vahvista, mitä on asetettu.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Yritä uudelleen.</translation>
    </message>
    <message>
        <source>This service does not know that kind of number</source>
        <translation>Palvelu ei tunne tällaista tunnusta</translation>
    </message>
    <message>
        <source>Check the date of this computer. If it is right, try from another network, such as your own at home. When the date is set, the number has to be typed again.</source>
        <translation>Tarkista tämän tietokoneen päivämäärä. Jos se on oikein, yritä toisesta verkosta, kuten kotiverkostasi. Kun päivämäärä on asetettu, tunnus on kirjoitettava uudelleen.</translation>
    </message>
    <message>
        <source>It holds no list under the kind of number that you chose.</source>
        <translation>Sillä ei ole listaa, josta valitsemasi tunnuksen voisi tarkistaa.</translation>
    </message>
    <message>
        <source>The check was stopped to protect you</source>
        <translation>Tarkistus pysäytettiin suojaksesi</translation>
    </message>
    <message>
        <source>The list cannot be trusted</source>
        <translation>Listaan ei voi luottaa</translation>
    </message>
    <message>
        <source>The list could not be proven to come from its publisher.</source>
        <translation>Ohjelma ei voinut varmistaa, että lista tulee julkaisijalta.</translation>
    </message>
    <message>
        <source>The signature of the list is not valid</source>
        <translation>Listan allekirjoitus ei kelpaa</translation>
    </message>
    <message>
        <source>The list does not carry its publisher&apos;s signature, so it may have been changed on the way.</source>
        <translation>Listassa ei ole julkaisijan pätevää allekirjoitusta. Listaa on voitu muuttaa matkalla.</translation>
    </message>
    <message>
        <source>The service offers an old list</source>
        <translation>Palvelu tarjoaa vanhaa listaa</translation>
    </message>
    <message>
        <source>This computer has seen a newer list than the one that was offered.</source>
        <translation>Tämä tietokone on jo nähnyt uudemman listan.</translation>
    </message>
    <message>
        <source>The list is out of date</source>
        <translation>Lista on vanhentunut</translation>
    </message>
    <message>
        <source>The list is past the date until which it is valid, or the date of this computer is wrong.</source>
        <translation>Listan viimeinen voimassaolopäivä on mennyt, tai tietokoneen päivämäärä on väärä.</translation>
    </message>
    <message>
        <source>Parts of the list do not belong together</source>
        <translation>Listan osat eivät kuulu yhteen</translation>
    </message>
    <message>
        <source>The parts that arrived were not published together.</source>
        <translation>Saapuneita osia ei ole julkaistu yhdessä.</translation>
    </message>
    <message>
        <source>What arrived is damaged</source>
        <translation>Saapunut tieto on vioittunut</translation>
    </message>
    <message>
        <source>What came back could not be read or proven to be right, and was not used.</source>
        <translation>Ohjelma ei voinut lukea saapunutta tietoa tai todeta sitä oikeaksi. Siksi sitä ei käytetty.</translation>
    </message>
    <message>
        <source>This version is too old</source>
        <translation>Tämä versio on liian vanha</translation>
    </message>
    <message>
        <source>The list has a newer form than this version of the program can read.</source>
        <translation>Lista on uudempaa muotoa, jota tämä ohjelman versio ei osaa lukea.</translation>
    </message>
    <message>
        <source>Get the newest version from the place where you got this one.</source>
        <translation>Hae uusin versio sieltä, mistä sait tämän.</translation>
    </message>
    <message>
        <source>It could not be checked</source>
        <translation>Tarkistus ei onnistunut</translation>
    </message>
    <message>
        <source>Something went wrong that this program did not expect.</source>
        <translation>Tapahtui jotain, mihin ohjelma ei ollut varautunut.</translation>
    </message>
</context>
<context>
    <name>file dialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Kansio:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>T&amp;yyppi:</translation>
    </message>
</context>
<context>
    <name>fingerprints</name>
    <message>
        <source>Fingerprint of list {version} of {day}</source>
        <translation>Listan {version} sormenjälki, {day}</translation>
    </message>
    <message>
        <source>zero one two three four five six seven eight nine</source>
        <translation>nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän</translation>
    </message>
    <message>
        <source>It is being computed ...</source>
        <translation>Sitä lasketaan ...</translation>
    </message>
    <message>
        <source>It cannot be computed on this computer.</source>
        <translation>Sitä ei voi laskea tällä tietokoneella.</translation>
    </message>
    <message>
        <source>Everyone who is served the same list sees the same digits. The publisher and the help line can compare them with you. They say nothing about you.</source>
        <translation>Jokainen, joka saa saman listan, näkee samat numerot. Voit verrata niitä julkaisijan tai neuvontapuhelimen kanssa. Ne eivät kerro sinusta mitään.</translation>
    </message>
    <message>
        <source>Fingerprint of whoever signed the profile</source>
        <translation>Profiilin allekirjoittajan sormenjälki</translation>
    </message>
    <message>
        <source>The profile is as it was signed. Whether the publisher knows whoever signed it is seen after a check.</source>
        <translation>Profiili on sellainen kuin se allekirjoitettiin. Tarkistuksen jälkeen näet, tunteeko julkaisija allekirjoittajan.</translation>
    </message>
    <message>
        <source>Fingerprint of the publisher</source>
        <translation>Julkaisijan sormenjälki</translation>
    </message>
    <message>
        <source>Of the publisher whose signature this program trusts. It stays the same when the list changes.</source>
        <translation>Sen julkaisijan, jonka allekirjoitukseen tämä ohjelma luottaa. Se pysyy samana, kun lista vaihtuu.</translation>
    </message>
</context>
<context>
    <name>handed_out</name>
    <message>
        <source>Handed out by {name}, confirmed by the publisher of the list.</source>
        <translation>Ohjelman jakaa {name}. Listan julkaisija on vahvistanut tämän.</translation>
    </message>
    <message>
        <source>Handed out by {name}, as whoever looks after this computer set it up.</source>
        <translation>Ohjelman jakaa {name}. Sen on määrittänyt tietokoneen ylläpitäjä.</translation>
    </message>
    <message>
        <source>This version of the program is not safe any more. Please get version {version}.</source>
        <translation>Tämä ohjelman versio ei ole enää turvallinen. Hanki versio {version}.</translation>
    </message>
    <message>
        <source>There is a newer version of this program: {version}.</source>
        <translation>Ohjelmasta on uudempi versio: {version}.</translation>
    </message>
    <message>
        <source>You find it at {address}</source>
        <translation>Löydät sen osoitteesta {address}</translation>
    </message>
    <message>
        <source>Ask whoever gave you the program for it.</source>
        <translation>Pyydä sitä siltä, jolta sait ohjelman.</translation>
    </message>
    <message>
        <source>This program was set up with a profile that claims to be from {name}.</source>
        <translation>Ohjelma käyttää profiilia, joka väittää olevansa taholta {name}.</translation>
    </message>
    <message>
        <source>The settings show the fingerprint of the publisher. Compare it with the one that you were given.</source>
        <translation>Asetuksissa näkyy julkaisijan sormenjälki. Vertaa sitä siihen, jonka olet saanut.</translation>
    </message>
    <message>
        <source>The publisher of the list does not name whoever signed it.</source>
        <translation>Listan julkaisija ei tunne profiilin allekirjoittajaa.</translation>
    </message>
    <message>
        <source>The publisher of the list knows whoever signed it under another name. Do not call the numbers in it.</source>
        <translation>Listan julkaisija tuntee profiilin allekirjoittajan toisella nimellä. Älä soita siinä oleviin numeroihin.</translation>
    </message>
</context>
<context>
    <name>labels</name>
    <message>
        <source>An invented person in the open breach</source>
        <translation>Keksitty ihminen, joka on avoimessa listassa</translation>
    </message>
    <message>
        <source>An invented person who is in neither</source>
        <translation>Keksitty ihminen, joka ei ole kummassakaan</translation>
    </message>
    <message>
        <source>An invented person with a code from a letter</source>
        <translation>Keksitty ihminen, jolla on kirjeen koodi</translation>
    </message>
    <message>
        <source>{typed} of {length} characters</source>
        <translation>Merkkejä on {typed}, tarvitaan {length}</translation>
    </message>
    <message>
        <source>The number is not complete: {typed} of {length} characters.</source>
        <translation>Tunnus on kesken. Merkkejä on {typed}, tarvitaan {length}.</translation>
    </message>
    <message>
        <source>These are too many characters: {typed} instead of {length}.</source>
        <translation>Merkkejä on liikaa: {typed}, kun pitäisi olla {length}.</translation>
    </message>
    <message>
        <source>Please type your number first.</source>
        <translation>Kirjoita ensin tunnuksesi.</translation>
    </message>
    <message>
        <source>One of the characters cannot be part of this kind of number.</source>
        <translation>Jokin merkki ei voi kuulua tällaiseen tunnukseen.</translation>
    </message>
    <message>
        <source>The character in the middle does not fit. Type it as it is on your card: it is part of the number.</source>
        <translation>Keskellä oleva merkki ei sovi. Kirjoita se niin kuin se on kortissasi. Se on osa tunnusta.</translation>
    </message>
    <message>
        <source>Please type the year of birth with four digits, twelve digits in all.</source>
        <translation>Kirjoita syntymävuosi neljällä numerolla. Numeroita on yhteensä kaksitoista.</translation>
    </message>
    <message>
        <source>The date of birth in it does not exist. Please look at it once more.</source>
        <translation>Tunnuksen syntymäpäivää ei ole kalenterissa. Katso tunnus vielä kerran.</translation>
    </message>
    <message>
        <source>The date of birth in it has not come yet. A part that says the century may be mistyped.</source>
        <translation>Tunnuksessa oleva syntymäaika on vielä edessäpäin. Vuosisadan ilmaiseva kohta voi olla väärin kirjoitettu.</translation>
    </message>
    <message>
        <source>The date of this computer is wrong. Set it, start the program again and type the number again.</source>
        <translation>Tämän tietokoneen päivämäärä on väärä. Korjaa se, käynnistä ohjelma uudelleen ja kirjoita tunnus uudelleen.</translation>
    </message>
    <message>
        <source>No one is ever given a number of this form.</source>
        <translation>Tällaista tunnusta ei anneta kenellekään.</translation>
    </message>
    <message>
        <source>This is a temporary number, and it can stand for several people. Please use your permanent one.</source>
        <translation>Tämä on tilapäinen tunnus. Sama tunnus voi olla usealla ihmisellä. Kirjoita pysyvä tunnuksesi.</translation>
    </message>
    <message>
        <source>This number is set aside for tests and belongs to no one.</source>
        <translation>Tämä tunnus on varattu testeihin. Se ei ole kenenkään.</translation>
    </message>
    <message>
        <source>This is a taxpayer number. Please type a Social Security number.</source>
        <translation>Tämä on veronmaksajan numero. Kirjoita sosiaaliturvatunnus (Social Security).</translation>
    </message>
    <message>
        <source>This number was printed in public and used by many, so it no longer stands for one person.</source>
        <translation>Tämä numero on painettu julkisesti ja monet ovat käyttäneet sitä, joten se ei enää tarkoita yhtä ihmistä.</translation>
    </message>
    <message>
        <source>This looks like another kind of number.</source>
        <translation>Tämä näyttää toisenlaiselta tunnukselta.</translation>
    </message>
    <message>
        <source>This version does not know that kind of number.</source>
        <translation>Tämä ohjelman versio ei tunne tällaista tunnusta.</translation>
    </message>
    <message>
        <source>This does not look like a number of this kind.</source>
        <translation>Tämä ei näytä tällaiselta tunnukselta.</translation>
    </message>
    <message>
        <source>The number is not complete.</source>
        <translation>Tunnus on kesken.</translation>
    </message>
    <message>
        <source>One character is mistyped. Compare them with your card.</source>
        <translation>Yksi merkki on väärin. Vertaa merkkejä korttiisi.</translation>
    </message>
    <message>
        <source>One character is mistyped. Press “Show” and compare.</source>
        <translation>Yksi merkki on väärin. Paina ”Näytä” ja vertaa.</translation>
    </message>
    <message>
        <source>This looks like another kind of number: {kinds}. This service checks: {offered}.</source>
        <translation>Tämä näyttää toisenlaiselta tunnukselta: {kinds}. Tämä palvelu tarkistaa: {offered}.</translation>
    </message>
    <message>
        <source>The code has digits only.</source>
        <translation>Koodissa on vain numeroita.</translation>
    </message>
    <message>
        <source>The code is not complete: it has sixteen digits.</source>
        <translation>Koodi on kesken. Siinä on kuusitoista numeroa.</translation>
    </message>
    <message>
        <source>The code does not fit: one digit is mistyped.</source>
        <translation>Koodi ei täsmää. Jokin numero on väärin.</translation>
    </message>
    <message>
        <source>This does not look like a code from a letter.</source>
        <translation>Tämä ei näytä kirjeen koodilta.</translation>
    </message>
    <message>
        <source>Preparing on this computer</source>
        <translation>Valmistellaan tällä tietokoneella</translation>
    </message>
    <message>
        <source>Asking the service</source>
        <translation>Kysytään palvelulta</translation>
    </message>
    <message>
        <source>Comparing on this computer</source>
        <translation>Verrataan tällä tietokoneella</translation>
    </message>
    <message>
        <source>Your number is turned into a value from which nobody can read it.</source>
        <translation>Tunnuksestasi lasketaan arvo, josta kukaan ei voi lukea sitä.</translation>
    </message>
    <message>
        <source>What is sent has the same form and the same size for everyone.</source>
        <translation>Lähetetty tieto on kaikille samanmuotoinen ja samankokoinen.</translation>
    </message>
    <message>
        <source>What came back is compared here. The answer is known only here.</source>
        <translation>Saapuneita tietoja verrataan täällä. Vastaus on vain tällä tietokoneella.</translation>
    </message>
</context>
<context>
    <name>ledger</name>
    <message>
        <source>Asks for the signed table of contents of the list. The same for everyone.</source>
        <translation>Pyytää listan allekirjoitetun sisällysluettelon. Sama kaikille.</translation>
    </message>
    <message>
        <source>Asks for the description of the list. The same for everyone.</source>
        <translation>Pyytää listan kuvauksen. Sama kaikille.</translation>
    </message>
    <message>
        <source>Asks for what the publisher says of every breach in the list. The same for everyone.</source>
        <translation>Pyytää sen, mitä julkaisija kertoo jokaisesta listan tietomurrosta. Sama kaikille.</translation>
    </message>
    <message>
        <source>Asks for one group of records. The number of the group at the end of the address is the fragment.</source>
        <translation>Pyytää yhden ryhmän tiedot. Osoitteen lopussa on ryhmän numero. Se on pala.</translation>
    </message>
    <message>
        <source>Asks for the whole list, so that nothing about your number is sent. The same for everyone.</source>
        <translation>Pyytää koko listan. Tunnuksestasi ei lähde mitään. Sama kaikille.</translation>
    </message>
    <message>
        <source>Sends two values of 32 bytes that look random. Nobody can compute your number from them.</source>
        <translation>Lähettää kaksi 32 tavun arvoa, jotka näyttävät satunnaisilta. Niistä kukaan ei voi laskea tunnustasi.</translation>
    </message>
</context>
<context>
    <name>page_meaning</name>
    <message>
        <source>The check could not be done. This is not an answer. The page says why, and what you can do about it.</source>
        <translation>Tarkistusta ei voitu tehdä. Tämä ei ole vastaus. Sivu kertoo syyn ja sen, mitä voit tehdä.</translation>
    </message>
    <message>
        <source>The page says what was wiped. You can leave: the next person begins anew.</source>
        <translation>Sivu kertoo, mitä tyhjennettiin. Voit lähteä: seuraava aloittaa alusta.</translation>
    </message>
    <message>
        <source>The page says what this program does. Nothing has been sent. Press Start when you are ready.</source>
        <translation>Sivu kertoo, mitä tämä ohjelma tekee. Mitään ei ole lähetetty. Paina Aloita, kun olet valmis.</translation>
    </message>
    <message>
        <source>There you type your identity number, and the code of a letter if you have one. Both are tested on this computer as you type. Nothing is sent before you press Check.</source>
        <translation>Sivulla kirjoitat henkilötunnuksesi ja kirjeen koodin, jos sinulla on sellainen. Tietokone tutkii ne paikan päällä jo kirjoittaessasi. Mitään ei lähetetä, ennen kuin painat Tarkista.</translation>
    </message>
    <message>
        <source>The check goes through three stages. You can stop it at any time with Stop or Esc.</source>
        <translation>Tarkistuksessa on kolme vaihetta. Voit keskeyttää sen milloin vain painikkeesta Keskeytä tai näppäimellä Esc.</translation>
    </message>
    <message>
        <source>The check is done. You choose whether and when the answer is shown.</source>
        <translation>Tarkistus on tehty. Sinä päätät, näytetäänkö vastaus ja milloin.</translation>
    </message>
    <message>
        <source>The page says what the list holds about the number that was typed, and what to do first.</source>
        <translation>Sivu kertoo, mitä listassa on kirjoitetusta henkilötunnuksesta ja mitä kannattaa tehdä ensin.</translation>
    </message>
    <message>
        <source>The page shows every request that leaves this computer, and what never leaves it.</source>
        <translation>Sivu näyttää jokaisen pyynnön, joka lähtee tältä tietokoneelta, ja sen, mikä ei koskaan lähde.</translation>
    </message>
    <message>
        <source>The page says what was wiped and what is still there. You can close the program.</source>
        <translation>Sivu kertoo, mitä tyhjennettiin ja mitä on vielä jäljellä. Voit sulkea ohjelman.</translation>
    </message>
    <message>
        <source>Advice, one step at a time, with whom to call. You need not do everything today.</source>
        <translation>Neuvoja kohta kerrallaan ja se, kenelle voi soittaa. Kaikkea ei tarvitse tehdä tänään.</translation>
    </message>
    <message>
        <source>Language, size of text, colours, privacy and proxy. A choice takes effect at once.</source>
        <translation>Kieli, tekstin koko, värit, yksityisyys ja välityspalvelin. Valinta tulee voimaan heti.</translation>
    </message>
    <message>
        <source>The program does not know yet whom to ask. It takes a profile, or shows the advice alone.</source>
        <translation>Ohjelma ei vielä tiedä, keneltä kysyä. Voit antaa sille profiilin tai lukea pelkät neuvot.</translation>
    </message>
</context>
<context>
    <name>profile_faults</name>
    <message>
        <source>The profile was changed after it was signed. It was not used. Ask whoever gives it out for a new one, by a telephone number or an address that you knew before.</source>
        <translation>Profiilia on muutettu allekirjoittamisen jälkeen. Sitä ei käytetty. Pyydä uusi profiili sen jakajalta puhelinnumerosta tai osoitteesta, jonka tiesit ennestään.</translation>
    </message>
    <message>
        <source>The profile is of a newer form than this version of the program can read.</source>
        <translation>Profiili on uudempaa muotoa kuin tämä ohjelman versio osaa lukea.</translation>
    </message>
    <message>
        <source>The profile could not be kept on this computer. The disk may be full, or read only.</source>
        <translation>Profiilia ei voitu tallentaa tälle tietokoneelle. Levy voi olla täynnä tai kirjoitussuojattu.</translation>
    </message>
    <message>
        <source>The profile cannot be read, or it is damaged. Ask whoever gave it to you for a new one.</source>
        <translation>Profiilia ei voi lukea, tai se on vahingoittunut. Pyydä uusi siltä, jolta sait sen.</translation>
    </message>
</context>
<context>
    <name>profile_maker</name>
    <message>
        <source>This has to be filled in.</source>
        <translation>Tämä on täytettävä.</translation>
    </message>
    <message>
        <source>This is too long: at most {most} characters.</source>
        <translation>Tämä on liian pitkä: enintään {most} merkkiä.</translation>
    </message>
    <message>
        <source>There is a character in it that cannot be seen. Please type it anew.</source>
        <translation>Tekstissä on näkymätön merkki. Kirjoita teksti uudelleen.</translation>
    </message>
    <message>
        <source>This is not an address of a service. Write it like {example}.</source>
        <translation>Tämä ei ole palvelun osoite. Kirjoita se näin: {example}.</translation>
    </message>
    <message>
        <source>This address is not protected. It has to begin with {start}.</source>
        <translation>Osoitetta ei ole suojattu. Sen alussa on oltava {start}.</translation>
    </message>
    <message>
        <source>These are too many: at most {most}.</source>
        <translation>Näitä on liikaa: enintään {most}.</translation>
    </message>
    <message>
        <source>Please choose at least one.</source>
        <translation>Valitse ainakin yksi.</translation>
    </message>
    <message>
        <source>Please choose the file root.json that the publisher of the list gave you.</source>
        <translation>Valitse tiedosto root.json, jonka sait listan julkaisijalta.</translation>
    </message>
    <message>
        <source>This picture cannot be taken. It has to be a PNG of at most 640 by 320 pixels, or an SVG of shapes alone, without text, pictures or scripts.</source>
        <translation>Tätä kuvaa ei voi käyttää. Sen on oltava PNG, jonka koko on enintään 640 × 320 kuvapistettä, tai pelkistä muodoista koostuva SVG ilman tekstiä, kuvia ja komentosarjoja.</translation>
    </message>
    <message>
        <source>This file is not a root of trust. Choose root.json that the publisher of the list gave you.</source>
        <translation>Tämä tiedosto ei ole luottamuksen juuri. Valitse root.json, jonka sait listan julkaisijalta.</translation>
    </message>
    <message>
        <source>The key could not be opened, so nothing was signed. Check the passphrase, and that this is the key that your clinic made for profiles.</source>
        <translation>Avainta ei voitu avata, joten mitään ei allekirjoitettu. Tarkista salalause ja se, että tämä on avain, jonka klinikkasi teki profiileja varten.</translation>
    </message>
    <message>
        <source>It could not be saved there. Please choose another folder.</source>
        <translation>Sinne ei voitu tallentaa. Valitse toinen kansio.</translation>
    </message>
    <message>
        <source>This makes no profile that opens: it is too large. Use a smaller picture or shorter texts.</source>
        <translation>Näistä ei synny avautuvaa profiilia: se on liian suuri. Käytä pienempää kuvaa tai lyhyempiä tekstejä.</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>The answer in full</source>
        <translation>Vastaus kokonaan</translation>
    </message>
    <message>
        <source>These pages hold advice only. They do not say whether you are in a list.</source>
        <translation>Näillä sivuilla on vain neuvoja. Ne eivät kerro, onko tietojasi listassa.</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Osoitteet</translation>
    </message>
    <message>
        <source>About this report</source>
        <translation>Tietoja raportista</translation>
    </message>
    <message>
        <source>Made on {day}. No identity number and no code of a letter stands here.</source>
        <translation>Tehty {day}. Tässä ei ole henkilötunnusta eikä kirjeen koodia.</translation>
    </message>
    <message>
        <source>Its identity: {identity}.</source>
        <translation>Listan tunniste: {identity}.</translation>
    </message>
    <message>
        <source>There are {count} in all. These are the first {shown}; the window shows every one.</source>
        <translation>Niitä on kaikkiaan {count}. Tässä ovat ensimmäiset {shown}; ikkuna näyttää ne kaikki.</translation>
    </message>
    <message>
        <source>Your next step: {step}</source>
        <translation>Seuraavaksi: {step}</translation>
    </message>
    <message>
        <source>Whom to call</source>
        <translation>Kenelle soittaa</translation>
    </message>
</context>
<context>
    <name>sent</name>
    <message>
        <source>What left this computer: every request, byte for byte, before encryption.</source>
        <translation>Mitä tältä tietokoneelta lähti: jokainen pyyntö tavu tavulta ennen salausta.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>Mitään ei lähetetty.</translation>
    </message>
</context>
<context>
    <name>service</name>
    <message>
        <source>From {name}.</source>
        <translation>Palvelun tarjoaa {name}.</translation>
    </message>
    <message>
        <source>From {name}. Covers: {covers}.</source>
        <translation>Palvelun tarjoaa {name}. Tarkistus koskee: {covers}.</translation>
    </message>
</context>
</TS>
