<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutSection</name>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Data: {folder}</source>
        <translation>Daten: {folder}</translation>
    </message>
    <message>
        <source>Logs: {folder}</source>
        <translation>Protokolle: {folder}</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Protokollordner öffnen</translation>
    </message>
    <message>
        <source>What people did</source>
        <translation>Wer was getan hat</translation>
    </message>
    <message>
        <source>Show older</source>
        <translation>Ältere zeigen</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>The console uses Qt and PySide6 under the GNU LGPL, version 3. They lie as separate libraries beside the program and may be replaced by other builds of them; their source is at https://code.qt.io.</source>
        <translation>Die Konsole nutzt Qt und PySide6 unter der GNU LGPL, Version 3. Sie liegen als eigene Bibliotheken neben dem Programm und dürfen durch andere Fassungen ersetzt werden; ihr Quelltext steht unter https://code.qt.io.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Concerning</source>
        <translation>Betrifft</translation>
    </message>
</context>
<context>
    <name>AuditWords</name>
    <message>
        <source>Stop switch</source>
        <translation>Stopp-Schalter</translation>
    </message>
    <message>
        <source>Holiday mode</source>
        <translation>Urlaubsmodus</translation>
    </message>
    <message>
        <source>acts from now on</source>
        <translation>handelt ab jetzt</translation>
    </message>
    <message>
        <source>wrong PIN</source>
        <translation>falsche PIN</translation>
    </message>
    <message>
        <source>person added</source>
        <translation>Person angelegt</translation>
    </message>
    <message>
        <source>person renamed</source>
        <translation>Person umbenannt</translation>
    </message>
    <message>
        <source>rights changed</source>
        <translation>Rechte geändert</translation>
    </message>
    <message>
        <source>PIN set</source>
        <translation>PIN gesetzt</translation>
    </message>
    <message>
        <source>PIN removed</source>
        <translation>PIN entfernt</translation>
    </message>
    <message>
        <source>person has left</source>
        <translation>Person ist ausgeschieden</translation>
    </message>
    <message>
        <source>settings saved</source>
        <translation>Einstellungen gespeichert</translation>
    </message>
    <message>
        <source>pairing code made</source>
        <translation>Kopplungscode erzeugt</translation>
    </message>
    <message>
        <source>device paired</source>
        <translation>Gerät gekoppelt</translation>
    </message>
    <message>
        <source>device renamed</source>
        <translation>Gerät umbenannt</translation>
    </message>
    <message>
        <source>key made</source>
        <translation>Schlüssel erzeugt</translation>
    </message>
    <message>
        <source>device locked out</source>
        <translation>Gerät gesperrt</translation>
    </message>
    <message>
        <source>switched on</source>
        <translation>eingeschaltet</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>ausgeschaltet</translation>
    </message>
    <message>
        <source>run let go</source>
        <translation>Lauf freigegeben</translation>
    </message>
    <message>
        <source>run cancelled</source>
        <translation>Lauf abgebrochen</translation>
    </message>
    <message>
        <source>schedule changed</source>
        <translation>Zeitplan geändert</translation>
    </message>
    <message>
        <source>log cleared</source>
        <translation>Protokoll geleert</translation>
    </message>
    <message>
        <source>carriers mapped</source>
        <translation>Versanddienstleister zugeordnet</translation>
    </message>
    <message>
        <source>carriers no longer mapped</source>
        <translation>Versanddienstleister nicht mehr zugeordnet</translation>
    </message>
    <message>
        <source>stock rule set</source>
        <translation>Bestandsregel gesetzt</translation>
    </message>
    <message>
        <source>stock rule removed</source>
        <translation>Bestandsregel entfernt</translation>
    </message>
    <message>
        <source>SKU mapped</source>
        <translation>SKU zugeordnet</translation>
    </message>
    <message>
        <source>SKU no longer mapped</source>
        <translation>SKU nicht mehr zugeordnet</translation>
    </message>
    <message>
        <source>order handed over again</source>
        <translation>Auftrag erneut übergeben</translation>
    </message>
    <message>
        <source>parcels looked up</source>
        <translation>Pakete nachgeschlagen</translation>
    </message>
    <message>
        <source>shipment reported again</source>
        <translation>Versand erneut gemeldet</translation>
    </message>
    <message>
        <source>marked as handled</source>
        <translation>als erledigt markiert</translation>
    </message>
    <message>
        <source>order released</source>
        <translation>Auftrag freigegeben</translation>
    </message>
    <message>
        <source>cancellation agreed to</source>
        <translation>Storno zugestimmt</translation>
    </message>
    <message>
        <source>shipped all the same</source>
        <translation>trotzdem versandt</translation>
    </message>
    <message>
        <source>order repaired</source>
        <translation>Auftrag repariert</translation>
    </message>
    <message>
        <source>order given up</source>
        <translation>Auftrag aufgegeben</translation>
    </message>
    <message>
        <source>issue seen</source>
        <translation>Störung gesehen</translation>
    </message>
    <message>
        <source>issue: job started</source>
        <translation>Störung: Job gestartet</translation>
    </message>
    <message>
        <source>issue: run let go</source>
        <translation>Störung: Lauf freigegeben</translation>
    </message>
    <message>
        <source>issue: carriers opened</source>
        <translation>Störung: Versanddienstleister geöffnet</translation>
    </message>
    <message>
        <source>issue: repair opened</source>
        <translation>Störung: Reparatur geöffnet</translation>
    </message>
    <message>
        <source>issue: order opened</source>
        <translation>Störung: Auftrag geöffnet</translation>
    </message>
    <message>
        <source>issue: SKU opened</source>
        <translation>Störung: SKU geöffnet</translation>
    </message>
    <message>
        <source>issue: settings opened</source>
        <translation>Störung: Einstellungen geöffnet</translation>
    </message>
    <message>
        <source>issue: examined</source>
        <translation>Störung: untersucht</translation>
    </message>
    <message>
        <source>issue: token renewed</source>
        <translation>Störung: Token erneuert</translation>
    </message>
</context>
<context>
    <name>CarrierColumns</name>
    <message>
        <source>JTL's method</source>
        <translation>Versandart in JTL</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>At TEMU</source>
        <translation>Bei TEMU</translation>
    </message>
    <message>
        <source>to be removed</source>
        <translation>wird entfernt</translation>
    </message>
    <message>
        <source>per destination</source>
        <translation>je Zielland</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>nicht entschieden</translation>
    </message>
    <message>
        <source>not used in JTL</source>
        <translation>in JTL nicht aktiv</translation>
    </message>
    <message>
        <source>sends no tracking</source>
        <translation>ohne Sendungsnummer</translation>
    </message>
    <message>
        <source>{carrier} (not saved)</source>
        <translation>{carrier} (ungespeichert)</translation>
    </message>
    <message>
        <source>{carrier} (default)</source>
        <translation>{carrier} (Vorgabe)</translation>
    </message>
</context>
<context>
    <name>CarrierPanel</name>
    <message>
        <source>Suggestions by name</source>
        <translation>Vorschläge nach dem Namen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search TEMU's carriers</source>
        <translation>Versanddienstleister suchen</translation>
    </message>
    <message>
        <source>TEMU's carriers</source>
        <translation>TEMUs Versanddienstleister</translation>
    </message>
    <message>
        <source>Sends no tracking</source>
        <translation>Ohne Sendungsnummer</translation>
    </message>
    <message>
        <source>Remove mapping</source>
        <translation>Zuordnung entfernen</translation>
    </message>
    <message>
        <source>TEMU has no carrier of that name here.</source>
        <translation>TEMU hat hier keinen Versanddienstleister dieses Namens.</translation>
    </message>
    <message>
        <source>TEMU's list is not here; see above.</source>
        <translation>TEMUs Liste ist nicht da; siehe oben.</translation>
    </message>
</context>
<context>
    <name>CarriersSection</name>
    <message>
        <source>Carriers</source>
        <translation>Versanddienstleister</translation>
    </message>
    <message>
        <source>Which of TEMU's carriers is each of JTL's shipping methods? TEMU numbers its carriers differently in every destination.</source>
        <translation>Welcher Versanddienstleister bei TEMU ist welche Versandart in JTL? TEMU führt in jedem Zielland andere Versanddienstleister.</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Zielland</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>JTL's shipping methods</source>
        <translation>JTLs Versandarten</translation>
    </message>
</context>
<context>
    <name>CodeDialog</name>
    <message>
        <source>Pair a phone</source>
        <translation>Handy koppeln</translation>
    </message>
    <message>
        <source>Point the phone's camera at this code</source>
        <translation>Die Kamera des Handys auf diesen Code richten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
    <message>
        <source>Or open {address} there and type:</source>
        <translation>Oder dort {address} öffnen und eintippen:</translation>
    </message>
    <message>
        <source>Or type:</source>
        <translation>Oder eintippen:</translation>
    </message>
    <message>
        <source>This code is too old. Close and make a new one.</source>
        <translation>Dieser Code ist zu alt. Schließen und einen neuen erzeugen.</translation>
    </message>
    <message>
        <source>Valid for another {time}</source>
        <translation>Gilt noch {time}</translation>
    </message>
    <message>
        <source>Paired</source>
        <translation>Gekoppelt</translation>
    </message>
    <message>
        <source>✓ The phone is paired.</source>
        <translation>✓ Das Handy ist gekoppelt.</translation>
    </message>
</context>
<context>
    <name>DeviceColumns</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt da</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>Gültig bis</translation>
    </message>
    <message>
        <source>never</source>
        <translation>noch nie</translation>
    </message>
    <message>
        <source>no end</source>
        <translation>unbefristet</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>abgelaufen</translation>
    </message>
</context>
<context>
    <name>DeviceWords</name>
    <message>
        <source>Viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>looks, changes nothing</source>
        <translation>sieht zu, ändert nichts</translation>
    </message>
    <message>
        <source>runs jobs, moves orders on</source>
        <translation>startet Jobs, hilft Aufträgen weiter</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Handy</translation>
    </message>
    <message>
        <source>Machine</source>
        <translation>Maschine</translation>
    </message>
</context>
<context>
    <name>DoctorWords</name>
    <message>
        <source>in order</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>look at it</source>
        <translation>ansehen</translation>
    </message>
    <message>
        <source>not in order</source>
        <translation>nicht in Ordnung</translation>
    </message>
    <message>
        <source>not looked at</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>Job “{job}”</source>
        <translation>Job „{job}“</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation>Platz auf der Platte</translation>
    </message>
    <message>
        <source>Own database</source>
        <translation>Eigene Datenbank</translation>
    </message>
    <message>
        <source>JTL's database</source>
        <translation>JTLs Datenbank</translation>
    </message>
    <message>
        <source>Access token of TEMU</source>
        <translation>Zugangstoken von TEMU</translation>
    </message>
    <message>
        <source>Permissions at TEMU</source>
        <translation>Berechtigungen bei TEMU</translation>
    </message>
    <message>
        <source>Clock of this computer</source>
        <translation>Uhr dieses Rechners</translation>
    </message>
    <message>
        <source>Who runs the jobs</source>
        <translation>Wer die Jobs ausführt</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Give the program's user the right to write there.</source>
        <translation>Dem Benutzer des Programms dort das Schreiben erlauben.</translation>
    </message>
    <message>
        <source>Make room where the data folder lies.</source>
        <translation>Platz schaffen, wo der Datenordner liegt.</translation>
    </message>
    <message>
        <source>Set up JTL's database here.</source>
        <translation>JTLs Datenbank hier einrichten.</translation>
    </message>
    <message>
        <source>Authorise again in TEMU's Seller Center and enter the new token here.</source>
        <translation>In TEMUs Seller Center neu freigeben und das neue Token hier eintragen.</translation>
    </message>
    <message>
        <source>Authorise again in TEMU's Seller Center and tick these calls.</source>
        <translation>In TEMUs Seller Center neu freigeben und diese Aufrufe ankreuzen.</translation>
    </message>
    <message>
        <source>Switch on time synchronisation of this computer.</source>
        <translation>Die Zeitsynchronisierung dieses Rechners einschalten.</translation>
    </message>
    <message>
        <source>No program runs the jobs. Leave this console open.</source>
        <translation>Kein Programm führt die Jobs aus. Diese Konsole offen lassen.</translation>
    </message>
    <message>
        <source>Open the jobs page and look at the last run.</source>
        <translation>Die Seite Jobs öffnen und den letzten Lauf ansehen.</translation>
    </message>
    <message>
        <source>It is overdue.</source>
        <translation>Er ist überfällig.</translation>
    </message>
    <message>
        <source>Last run: {state}. {reason}</source>
        <translation>Letzter Lauf: {state}. {reason}</translation>
    </message>
    <message>
        <source>Missing: {missing}</source>
        <translation>Es fehlen: {missing}</translation>
    </message>
    <message>
        <source>{calls} calls are allowed.</source>
        <translation>{calls} Aufrufe sind erlaubt.</translation>
    </message>
    <message>
        <source>{gigabytes} GB are free.</source>
        <translation>{gigabytes} GB sind frei.</translation>
    </message>
    <message>
        <source>JTL {version}</source>
        <translation>JTL {version}</translation>
    </message>
    <message>
        <source>Days that it is still valid: {days}.</source>
        <translation>Es gilt noch {days} Tage.</translation>
    </message>
    <message>
        <source>TEMU's clock is {seconds} s ahead of ours.</source>
        <translation>TEMUs Uhr geht {seconds} s vor.</translation>
    </message>
    <message>
        <source>TEMU's clock is {seconds} s behind ours.</source>
        <translation>TEMUs Uhr geht {seconds} s nach.</translation>
    </message>
    <message>
        <source>TEMU's clock and ours agree.</source>
        <translation>TEMUs Uhr und unsere stimmen überein.</translation>
    </message>
    <message>
        <source>A program on {host}</source>
        <translation>Ein Programm auf {host}</translation>
    </message>
    <message>
        <source>built in (SQLite)</source>
        <translation>eingebaut (SQLite)</translation>
    </message>
</context>
<context>
    <name>ExamineSection</name>
    <message>
        <source>Examine</source>
        <translation>Untersuchung</translation>
    </message>
    <message>
        <source>Checks everything the program depends on; nothing is changed.</source>
        <translation>Prüft alles, worauf das Programm angewiesen ist; geändert wird nichts.</translation>
    </message>
    <message>
        <source>Examine again</source>
        <translation>Erneut untersuchen</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <source>To look at: {count}</source>
        <translation>Anzusehen: {count}</translation>
    </message>
    <message>
        <source>Everything is in order</source>
        <translation>Alles in Ordnung</translation>
    </message>
</context>
<context>
    <name>FormSection</name>
    <message>
        <source>Access for devices</source>
        <translation>Zugang für Geräte</translation>
    </message>
    <message>
        <source>Practice runs on sandboxes: the settings of the real shop are left alone.</source>
        <translation>Die Übung läuft auf Sandkästen: Die Einstellungen des echten Shops bleiben unberührt.</translation>
    </message>
</context>
<context>
    <name>GeneralRule</name>
    <message>
        <source>For all SKUs</source>
        <translation>Für alle SKUs</translation>
    </message>
    <message>
        <source>Buffer</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>taken off before publishing</source>
        <translation>wird vor dem Veröffentlichen abgezogen</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>never more than this is published</source>
        <translation>mehr wird nie veröffentlicht</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>below it zero is published</source>
        <translation>darunter wird null veröffentlicht</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
    <message>
        <source>Pause: leave every quantity at TEMU alone</source>
        <translation>Pause: alle Mengen bei TEMU so lassen</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>Key for a machine</source>
        <translation>Schlüssel für eine Maschine</translation>
    </message>
    <message>
        <source>Key for {name}</source>
        <translation>Schlüssel für {name}</translation>
    </message>
    <message>
        <source>I have put it away</source>
        <translation>Ich habe ihn verwahrt</translation>
    </message>
    <message>
        <source>It is shown this once and kept nowhere. Copy it now.</source>
        <translation>Er wird nur dieses eine Mal gezeigt und nirgends aufbewahrt. Jetzt kopieren.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>LockedView</name>
    <message>
        <source>This is locked</source>
        <translation>Das ist gesperrt</translation>
    </message>
    <message>
        <source>An administrator opens it with a PIN.</source>
        <translation>Ein Administrator öffnet es mit seiner PIN.</translation>
    </message>
    <message>
        <source>Enter PIN</source>
        <translation>PIN eingeben</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
</context>
<context>
    <name>NewPinDialog</name>
    <message>
        <source>Set a PIN</source>
        <translation>PIN setzen</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>PIN von {name}</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>PIN setzen</translation>
    </message>
    <message>
        <source>{least} to {most} digits.</source>
        <translation>{least} bis {most} Ziffern.</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>The PIN is too short.</source>
        <translation>Die PIN ist zu kurz.</translation>
    </message>
    <message>
        <source>The two differ. Type the PIN once more.</source>
        <translation>Die beiden unterscheiden sich. Die PIN noch einmal eingeben.</translation>
    </message>
</context>
<context>
    <name>PeopleSection</name>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>What somebody does here is written down under the name.</source>
        <translation>Was jemand hier tut, wird unter dem Namen festgehalten.</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Person anlegen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>PIN setzen</translation>
    </message>
    <message>
        <source>Remove PIN</source>
        <translation>PIN entfernen</translation>
    </message>
    <message>
        <source>Mark as left</source>
        <translation>Als ausgeschieden markieren</translation>
    </message>
    <message>
        <source>Withdraw access to settings</source>
        <translation>Zugriff auf Einstellungen nehmen</translation>
    </message>
    <message>
        <source>Give access to settings</source>
        <translation>Zugriff auf Einstellungen geben</translation>
    </message>
    <message>
        <source>No administrator has a PIN yet: nothing asks for one, and everybody may change everything. Give one person the settings and a PIN.</source>
        <translation>Noch kein Administrator hat eine PIN: Nichts fragt danach, alle dürfen alles ändern. Einer Person die Einstellungen und eine PIN geben.</translation>
    </message>
    <message>
        <source>A PIN was forgotten? Another administrator sets a new one here, or on this computer:
temu-desktop people set-pin NAME</source>
        <translation>PIN vergessen? Ein anderer Administrator setzt hier eine neue, oder an diesem Rechner:
temu-desktop people set-pin NAME</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>{name} has a PIN now.</source>
        <translation>{name} hat jetzt eine PIN.</translation>
    </message>
    <message>
        <source>Remove the PIN of {name}?</source>
        <translation>PIN von {name} entfernen?</translation>
    </message>
    <message>
        <source>Anybody can act under this name then.</source>
        <translation>Unter diesem Namen kann dann jeder handeln.</translation>
    </message>
    <message>
        <source>Has {name} left?</source>
        <translation>Ist {name} ausgeschieden?</translation>
    </message>
    <message>
        <source>The name stays in what was written down; nobody can act under it any more.</source>
        <translation>Der Name bleibt in allem, was festgehalten ist; handeln kann unter ihm niemand mehr.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Daily work and settings</source>
        <translation>Tagesgeschäft und Einstellungen</translation>
    </message>
    <message>
        <source>Daily work</source>
        <translation>Tagesgeschäft</translation>
    </message>
    <message>
        <source>has a PIN</source>
        <translation>hat eine PIN</translation>
    </message>
    <message>
        <source>no PIN</source>
        <translation>keine PIN</translation>
    </message>
</context>
<context>
    <name>PersonDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Darf</translation>
    </message>
    <message>
        <source>Daily work</source>
        <translation>Tagesgeschäft</translation>
    </message>
    <message>
        <source>Daily work and settings</source>
        <translation>Tagesgeschäft und Einstellungen</translation>
    </message>
</context>
<context>
    <name>PhonesSection</name>
    <message>
        <source>Phones and machines</source>
        <translation>Handys und Maschinen</translation>
    </message>
    <message>
        <source>Pair a phone</source>
        <translation>Handy koppeln</translation>
    </message>
    <message>
        <source>Key for a machine</source>
        <translation>Schlüssel für eine Maschine</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Lock out</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Address of the app</source>
        <translation>Adresse der App</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>No device is paired</source>
        <translation>Kein Gerät ist gekoppelt</translation>
    </message>
    <message>
        <source>A phone pairs with a code that is shown here and is valid for five minutes.</source>
        <translation>Ein Handy koppelt sich mit einem Code, der hier gezeigt wird und fünf Minuten gilt.</translation>
    </message>
    <message>
        <source>Goes into the QR code. The service for devices listens at {address} (see “Access for devices”); phones usually reach it by the name that the proxy serves, with https.</source>
        <translation>Steht im QR-Code. Der Dienst für Geräte hört auf {address} (siehe „Zugang für Geräte“); Handys erreichen ihn meist unter dem Namen, den der Proxy ausliefert, mit https.</translation>
    </message>
    <message>
        <source>Show the code</source>
        <translation>Code zeigen</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>Schlüssel erzeugen</translation>
    </message>
    <message>
        <source>Lock out {name}?</source>
        <translation>{name} sperren?</translation>
    </message>
    <message>
        <source>It can do nothing any more, at once. To come back it has to be paired anew.</source>
        <translation>Es kann sofort nichts mehr tun. Um wiederzukommen, muss es neu gekoppelt werden.</translation>
    </message>
    <message>
        <source>{name} is locked out.</source>
        <translation>{name} ist gesperrt.</translation>
    </message>
</context>
<context>
    <name>RegionChoice</name>
    <message>
        <source>Default, where nothing else is said</source>
        <translation>Vorgabe, wo nichts anderes gilt</translation>
    </message>
</context>
<context>
    <name>SaveBar</name>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>Jetzt neu starten</translation>
    </message>
    <message>
        <source>Changes not saved: {count}</source>
        <translation>Ungespeicherte Änderungen: {count}</translation>
    </message>
    <message>
        <source>Saved. It takes effect with the next start.</source>
        <translation>Gespeichert. Es gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Correct what is marked, then save again.</source>
        <translation>Das Markierte berichtigen, dann erneut speichern.</translation>
    </message>
</context>
<context>
    <name>ScannerCard</name>
    <message>
        <source>Bar-code scanner</source>
        <translation>Strichcode-Scanner</translation>
    </message>
    <message>
        <source>Sends before a code</source>
        <translation>Sendet vor dem Code</translation>
    </message>
    <message>
        <source>Sends after a code</source>
        <translation>Sendet nach dem Code</translation>
    </message>
    <message>
        <source>These characters</source>
        <translation>Diese Zeichen</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabetaste</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>What a scan sends</source>
        <translation>Was ein Scan sendet</translation>
    </message>
    <message>
        <source>Press 'Test', then scan any code</source>
        <translation>Erst „Testen“ drücken</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
</context>
<context>
    <name>SchedulesSection</name>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>Next run: {time}</source>
        <translation>Nächster Lauf: {time}</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change: {job}</source>
        <translation>Ändern: {job}</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>Access for devices</source>
        <translation>Zugang für Geräte</translation>
    </message>
    <message>
        <source>This console</source>
        <translation>Diese Konsole</translation>
    </message>
    <message>
        <source>Switches</source>
        <translation>Schalter</translation>
    </message>
    <message>
        <source>Carriers</source>
        <translation>Versanddienstleister</translation>
    </message>
    <message>
        <source>Stock rules</source>
        <translation>Bestandsregeln</translation>
    </message>
    <message>
        <source>Schedules</source>
        <translation>Zeitpläne</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Phones</source>
        <translation>Handys</translation>
    </message>
    <message>
        <source>Examine</source>
        <translation>Untersuchung</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>A job is running. Restart all the same?</source>
        <translation>Ein Job läuft. Trotzdem neu starten?</translation>
    </message>
    <message>
        <source>It is stopped cleanly, recorded as interrupted and taken up at next start.</source>
        <translation>Er wird sauber angehalten, als unterbrochen vermerkt und beim nächsten Start wieder aufgenommen.</translation>
    </message>
    <message>
        <source>Stop and restart</source>
        <translation>Anhalten und neu starten</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
</context>
<context>
    <name>SoundCard</name>
    <message>
        <source>Sounds</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Sound for alarms and scans</source>
        <translation>Töne bei Alarmen und Scans</translation>
    </message>
    <message>
        <source>Sound on again</source>
        <translation>Ton wieder an</translation>
    </message>
    <message>
        <source>Quiet for an hour</source>
        <translation>Eine Stunde Ruhe</translation>
    </message>
    <message>
        <source>Test the sound</source>
        <translation>Ton testen</translation>
    </message>
    <message>
        <source>Nothing is to be heard, alarms included.</source>
        <translation>Es ist nichts zu hören, auch keine Alarme.</translation>
    </message>
    <message>
        <source>Quiet until {time}.</source>
        <translation>Ruhe bis {time}.</translation>
    </message>
    <message>
        <source>Alarms can be heard.</source>
        <translation>Alarme sind zu hören.</translation>
    </message>
</context>
<context>
    <name>StockRulesSection</name>
    <message>
        <source>Stock rules</source>
        <translation>Bestandsregeln</translation>
    </message>
    <message>
        <source>What of JTL's stock is published. Takes effect with the next comparison.</source>
        <translation>Was von JTLs Bestand veröffentlicht wird. Gilt ab dem nächsten Vergleich.</translation>
    </message>
    <message>
        <source>SKUs with a rule of their own</source>
        <translation>SKUs mit eigener Regel</translation>
    </message>
    <message>
        <source>No SKU has a rule of its own</source>
        <translation>Keine SKU hat eine eigene Regel</translation>
    </message>
    <message>
        <source>On the stock page, open a SKU to give it one.</source>
        <translation>Auf der Seite Bestand eine SKU öffnen, um ihr eine zu geben.</translation>
    </message>
    <message>
        <source>“At least” is above “At most”: nothing could ever be listed.</source>
        <translation>„Mindestens“ liegt über „Höchstens“: So könnte nie etwas angeboten werden.</translation>
    </message>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Buffer</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>SwitchesSection</name>
    <message>
        <source>Switches</source>
        <translation>Schalter</translation>
    </message>
    <message>
        <source>Holiday mode</source>
        <translation>Urlaubsmodus</translation>
    </message>
    <message>
        <source>While it is on, TEMU shows zero of every article, so that nobody can order. Open orders go on. When it ends, the quantities come back.</source>
        <translation>Solange er an ist, zeigt TEMU von jedem Artikel null, damit niemand bestellen kann. Offene Aufträge gehen weiter. Endet er, kommen die Mengen zurück.</translation>
    </message>
    <message>
        <source>Stop switch</source>
        <translation>Stopp-Schalter</translation>
    </message>
    <message>
        <source>While it is on, nothing is written to TEMU or JTL. It takes effect at once; reading goes on.</source>
        <translation>Solange er an ist, wird nichts an TEMU oder JTL geschrieben. Er wirkt sofort; gelesen wird weiter.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>an</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>End holiday mode</source>
        <translation>Urlaubsmodus beenden</translation>
    </message>
    <message>
        <source>Begin holiday mode</source>
        <translation>Urlaubsmodus beginnen</translation>
    </message>
    <message>
        <source>Resume writing</source>
        <translation>Schreiben fortsetzen</translation>
    </message>
    <message>
        <source>Stop writing at once</source>
        <translation>Schreiben sofort stoppen</translation>
    </message>
    <message>
        <source>Since {time}, by {name}</source>
        <translation>Seit {time}, durch {name}</translation>
    </message>
    <message>
        <source>Begin holiday mode?</source>
        <translation>Urlaubsmodus beginnen?</translation>
    </message>
    <message>
        <source>With the next run TEMU shows zero of every article.</source>
        <translation>Mit dem nächsten Lauf zeigt TEMU bei jedem Artikel null.</translation>
    </message>
    <message>
        <source>End holiday mode?</source>
        <translation>Urlaubsmodus beenden?</translation>
    </message>
    <message>
        <source>With the next run TEMU shows JTL's quantities again.</source>
        <translation>Mit dem nächsten Lauf zeigt TEMU wieder JTLs Mengen.</translation>
    </message>
    <message>
        <source>Let writing go on?</source>
        <translation>Schreiben fortsetzen?</translation>
    </message>
    <message>
        <source>What has changed meanwhile goes to TEMU and JTL with the next runs.</source>
        <translation>Was sich inzwischen geändert hat, geht mit den nächsten Läufen an TEMU und JTL.</translation>
    </message>
</context>
<context>
    <name>ThisConsoleSection</name>
    <message>
        <source>This console</source>
        <translation>Diese Konsole</translation>
    </message>
    <message>
        <source>Takes effect at once, on this computer only.</source>
        <translation>Gilt sofort und nur für diesen Rechner.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>As the desktop has it</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Screen saver after (minutes)</source>
        <translation>Bildschirmschoner nach (Minuten)</translation>
    </message>
    <message>
        <source>0: never. It shows the time and what is wrong; any touch ends it.</source>
        <translation>0: nie. Er zeigt die Zeit und was nicht stimmt; jede Berührung beendet ihn.</translation>
    </message>
    <message>
        <source>Kiosk</source>
        <translation>Kiosk</translation>
    </message>
    <message>
        <source>Leave kiosk</source>
        <translation>Kiosk verlassen</translation>
    </message>
    <message>
        <source>The console fills the screen; leaving it asks for a PIN.</source>
        <translation>Die Konsole füllt den Bildschirm; sie zu verlassen verlangt eine PIN.</translation>
    </message>
    <message>
        <source>Started with --kiosk the console fills the screen, and leaving it and the settings ask for a PIN. Give an administrator a PIN under People first.</source>
        <translation>Mit --kiosk gestartet füllt die Konsole den Bildschirm, und Verlassen und Einstellungen verlangen eine PIN. Vorher unter Personen einem Administrator eine PIN geben.</translation>
    </message>
</context>
<context>
    <name>UnsavedDialog</name>
    <message>
        <source>Unsaved settings</source>
        <translation>Ungespeicherte Einstellungen</translation>
    </message>
    <message>
        <source>Save the changed settings?</source>
        <translation>Geänderte Einstellungen speichern?</translation>
    </message>
    <message>
        <source>Changes not saved: {count}</source>
        <translation>Ungespeicherte Änderungen: {count}</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Back to the settings</source>
        <translation>Zurück zu den Einstellungen</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
</context>
</TS>