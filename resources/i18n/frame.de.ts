<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ApprovalDialog</name>
    <message>
        <source>Let go</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Keep back</source>
        <translation>Zurückhalten</translation>
    </message>
    <message>
        <source>What is held back</source>
        <translation>Was zurückgehalten wird</translation>
    </message>
    <message>
        <source>{count} quantities change: {zero} go to zero, {falls} fall by 90 %</source>
        <translation>{count} Mengen ändern sich: {zero} werden null, {falls} fallen um 90 %</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>At TEMU</source>
        <translation>Bei TEMU</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>{count} records wait</source>
        <translation>{count} Datensätze warten</translation>
    </message>
    <message>
        <source>Order or SKU</source>
        <translation>Auftrag oder SKU</translation>
    </message>
    <message>
        <source>Very many quantities would fall at once</source>
        <translation>Sehr viele Mengen würden auf einmal fallen</translation>
    </message>
    <message>
        <source>The first push of this installation</source>
        <translation>Die erste Bestandsmeldung dieser Installation</translation>
    </message>
    <message>
        <source>Very many orders would be cancelled at once</source>
        <translation>Sehr viele Aufträge würden auf einmal storniert</translation>
    </message>
    <message>
        <source>Very many articles vanished at once</source>
        <translation>Sehr viele Artikel sind auf einmal verschwunden</translation>
    </message>
    <message>
        <source>JTL lacks orders that it had</source>
        <translation>JTL fehlen Aufträge, die es hatte</translation>
    </message>
</context>
<context>
    <name>Conductor</name>
    <message>
        <source>Nothing was scanned.</source>
        <translation>Es wurde nichts gescannt.</translation>
    </message>
    <message>
        <source>That is no code of an order, a parcel or an article.</source>
        <translation>Das ist kein Code eines Auftrags, eines Pakets oder eines Artikels.</translation>
    </message>
    <message>
        <source>{code} is not known here, and JTL could not be asked: {reason}</source>
        <translation>{code} ist hier nicht bekannt, und JTL konnte nicht gefragt werden: {reason}</translation>
    </message>
    <message>
        <source>{code} is not known: no order, parcel, SKU or EAN.</source>
        <translation>{code} ist nicht bekannt: kein Auftrag, kein Paket, keine SKU, keine EAN.</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>EndDialog</name>
    <message>
        <source>End temu-desktop</source>
        <translation>temu-desktop beenden</translation>
    </message>
    <message>
        <source>Changes not saved: {count}</source>
        <translation>Ungespeicherte Änderungen: {count}</translation>
    </message>
    <message>
        <source>The job that runs is stopped cleanly, recorded as interrupted and taken up at next start.</source>
        <translation>Der laufende Job wird sauber angehalten, als unterbrochen vermerkt und beim nächsten Start wieder aufgenommen.</translation>
    </message>
    <message>
        <source>Save and end</source>
        <translation>Speichern und beenden</translation>
    </message>
    <message>
        <source>Stop and end</source>
        <translation>Anhalten und beenden</translation>
    </message>
    <message>
        <source>Stay here</source>
        <translation>Hierbleiben</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>End without saving</source>
        <translation>Ohne Speichern beenden</translation>
    </message>
    <message>
        <source>Settings are not saved, and a job is running. End all the same?</source>
        <translation>Einstellungen sind nicht gespeichert, und ein Job läuft. Trotzdem beenden?</translation>
    </message>
    <message>
        <source>Save the changed settings before the end?</source>
        <translation>Geänderte Einstellungen vor dem Beenden speichern?</translation>
    </message>
    <message>
        <source>A job is running. End all the same?</source>
        <translation>Ein Job läuft. Trotzdem beenden?</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>{time} ago</source>
        <translation>vor {time}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>in {time}</source>
        <translation>in {time}</translation>
    </message>
    <message>
        <source>{time} over</source>
        <translation>seit {time} vorbei</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 Tag</translation>
    </message>
    <message>
        <source>{count} days</source>
        <translation>{count} Tagen</translation>
    </message>
</context>
<context>
    <name>Hits</name>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Order line</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>JTL order</source>
        <translation>JTL-Auftrag</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>EAN</source>
        <translation>EAN</translation>
    </message>
    <message>
        <source>Rejected record</source>
        <translation>Abgelehnter Datensatz</translation>
    </message>
</context>
<context>
    <name>HitsDialog</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>{code} stands for several things</source>
        <translation>{code} steht für mehrere Dinge</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>PeopleDialog</name>
    <message>
        <source>Who acts?</source>
        <translation>Wer arbeitet hier?</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>Enter</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Forgotten? Another administrator sets a new PIN under Settings, People; or, on this computer: temu-desktop people set-pin NAME</source>
        <translation>Vergessen? Ein anderer Administrator setzt unter Einstellungen, Personen eine neue PIN; oder an diesem Rechner: temu-desktop people set-pin NAME</translation>
    </message>
    <message>
        <source>Next try in {seconds} s.</source>
        <translation>Nächster Versuch in {seconds} s.</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Acting person: {name}</source>
        <translation>Es arbeitet: {name}</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>After-sales</source>
        <translation>Retouren</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Change the acting person</source>
        <translation>Person wechseln</translation>
    </message>
</context>
<context>
    <name>ScreenSaver</name>
    <message>
        <source>Everything is in order</source>
        <translation>Alles in Ordnung</translation>
    </message>
</context>
<context>
    <name>SetUpWindow</name>
    <message>
        <source>Step {step} of {steps}</source>
        <translation>Schritt {step} von {steps}</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Do it later</source>
        <translation>Später einrichten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Save and start</source>
        <translation>Speichern und starten</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Correct what is marked.</source>
        <translation>Das Markierte berichtigen.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Five steps, then TEMU and JTL run in step. All can be changed later.</source>
        <translation>Fünf Schritte, dann laufen TEMU und JTL im Gleichschritt. Alles lässt sich später ändern.</translation>
    </message>
    <message>
        <source>Access to TEMU</source>
        <translation>Zugang zu TEMU</translation>
    </message>
    <message>
        <source>TEMU's Seller Center shows these three under 'Apps and services'.</source>
        <translation>TEMUs Seller Center zeigt diese drei unter „Apps and services“.</translation>
    </message>
    <message>
        <source>JTL's database</source>
        <translation>Die Datenbank von JTL</translation>
    </message>
    <message>
        <source>The SQL Server on which JTL-Wawi runs, or its whole address below.</source>
        <translation>Der SQL Server, auf dem JTL-Wawi läuft, oder unten seine ganze Adresse.</translation>
    </message>
    <message>
        <source>Our own database</source>
        <translation>Unsere eigene Datenbank</translation>
    </message>
    <message>
        <source>Left empty, it lies on this computer. One on a server serves several.</source>
        <translation>Leer gelassen liegt sie auf diesem Rechner. Eine auf einem Server dient mehreren.</translation>
    </message>
    <message>
        <source>From when on, and from where</source>
        <translation>Ab wann und woher</translation>
    </message>
    <message>
        <source>Older orders are somebody else's; empty means from now on.</source>
        <translation>Ältere Aufträge macht jemand anders; leer heißt ab jetzt.</translation>
    </message>
</context>
<context>
    <name>SettingEditor</name>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove: {name}</source>
        <translation>Entfernen: {name}</translation>
    </message>
    <message>
        <source>is removed when saved</source>
        <translation>wird beim Speichern entfernt</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
</context>
<context>
    <name>StartWindow</name>
    <message>
        <source>Starting …</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Open set-up</source>
        <translation>Einrichtung öffnen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Practice: both neighbours are sandboxes, nothing leaves this computer</source>
        <translation>Übung: TEMU und JTL sind nachgebaut, nichts verlässt diesen Rechner</translation>
    </message>
    <message>
        <source>Writing to TEMU and JTL is stopped, since {time} by {name}</source>
        <translation>Schreiben an TEMU und JTL ist angehalten, seit {time} von {name}</translation>
    </message>
    <message>
        <source>Holiday mode: TEMU shows zero everywhere, since {time} by {name}</source>
        <translation>Urlaub: TEMU zeigt überall null, seit {time} von {name}</translation>
    </message>
    <message>
        <source>The database is away. Jobs wait; nothing is lost.</source>
        <translation>Die Datenbank ist nicht erreichbar. Jobs warten, nichts geht verloren.</translation>
    </message>
    <message>
        <source>Let writing go on?</source>
        <translation>Schreiben wieder erlauben?</translation>
    </message>
    <message>
        <source>What has changed meanwhile goes to TEMU and JTL with the next runs.</source>
        <translation>Was sich inzwischen geändert hat, geht mit den nächsten Läufen an TEMU und JTL.</translation>
    </message>
    <message>
        <source>Resume writing</source>
        <translation>Schreiben fortsetzen</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Search: order, parcel, SKU, EAN</source>
        <translation>Suchen: Auftrag, Paket, SKU, EAN</translation>
    </message>
    <message>
        <source>Scan or search</source>
        <translation>Scannen oder suchen</translation>
    </message>
    <message>
        <source>Resume writing</source>
        <translation>Schreiben fortsetzen</translation>
    </message>
    <message>
        <source>Stop writing</source>
        <translation>Schreiben anhalten</translation>
    </message>
    <message>
        <source>Stops all writes to TEMU and JTL at once; reading goes on</source>
        <translation>Hält alles Schreiben an TEMU und JTL sofort an; gelesen wird weiter</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>reachable</source>
        <translation>erreichbar</translation>
    </message>
    <message>
        <source>not reachable</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>nicht eingerichtet</translation>
    </message>
    <message>
        <source>runs the jobs</source>
        <translation>führt Jobs aus</translation>
    </message>
    <message>
        <source>This computer runs the jobs</source>
        <translation>Dieser Rechner führt die Jobs aus</translation>
    </message>
    <message>
        <source>stands by</source>
        <translation>in Bereitschaft</translation>
    </message>
    <message>
        <source>Another program runs the jobs; this one takes over</source>
        <translation>Ein anderes Programm führt die Jobs aus; dieses springt ein</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open temu-desktop</source>
        <translation>temu-desktop öffnen</translation>
    </message>
    <message>
        <source>End temu-desktop</source>
        <translation>temu-desktop beenden</translation>
    </message>
</context>
<context>
    <name>TrialBar</name>
    <message>
        <source>Send a test alarm</source>
        <translation>Testalarm senden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Asking …</source>
        <translation>Fragt …</translation>
    </message>
    <message>
        <source>Test the connection to TEMU</source>
        <translation>Verbindung zu TEMU testen</translation>
    </message>
    <message>
        <source>Test JTL's database</source>
        <translation>JTLs Datenbank testen</translation>
    </message>
    <message>
        <source>Test our database</source>
        <translation>Unsere Datenbank testen</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>Correct what is marked, then test again.</source>
        <translation>Erst das Markierte berichtigen, dann erneut testen.</translation>
    </message>
    <message>
        <source>The test alarm has left.</source>
        <translation>Der Testalarm ist unterwegs.</translation>
    </message>
    <message>
        <source>The connection works.</source>
        <translation>Die Verbindung steht.</translation>
    </message>
    <message>
        <source>Shop {number}.</source>
        <translation>Shop {number}.</translation>
    </message>
    <message>
        <source>The token holds {days} days.</source>
        <translation>Das Token gilt noch {days} Tage.</translation>
    </message>
    <message>
        <source>Missing permissions: {scopes}</source>
        <translation>Es fehlen Rechte: {scopes}</translation>
    </message>
    <message>
        <source>{place}: {articles} articles.</source>
        <translation>{place}: {articles} Artikel.</translation>
    </message>
    <message>
        <source>Warehouses: {names}.</source>
        <translation>Lager: {names}.</translation>
    </message>
    <message>
        <source>The tables are created at the start.</source>
        <translation>Die Tabellen werden beim Start angelegt.</translation>
    </message>
    <message>
        <source>The existing tables are taken over as they are.</source>
        <translation>Die vorhandenen Tabellen werden unverändert übernommen.</translation>
    </message>
    <message>
        <source>The tables are brought up to date at the start.</source>
        <translation>Die Tabellen werden beim Start auf den neuesten Stand gebracht.</translation>
    </message>
    <message>
        <source>The tables are up to date.</source>
        <translation>Die Tabellen sind auf dem neuesten Stand.</translation>
    </message>
</context>
</TS>