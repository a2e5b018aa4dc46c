<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AfterSales</name>
    <message>
        <source>Refund requested</source>
        <translation>Erstattung verlangt</translation>
    </message>
    <message>
        <source>Return on its way</source>
        <translation>Rücksendung unterwegs</translation>
    </message>
    <message>
        <source>Return received</source>
        <translation>Rücksendung erhalten</translation>
    </message>
    <message>
        <source>Refund started</source>
        <translation>Erstattung läuft</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Erstattet</translation>
    </message>
    <message>
        <source>Withdrawn by the buyer</source>
        <translation>Zurückgezogen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Return label is missing</source>
        <translation>Rücksendeetikett fehlt</translation>
    </message>
    <message>
        <source>Refund started by TEMU</source>
        <translation>Erstattung durch TEMU</translation>
    </message>
    <message>
        <source>Return requested</source>
        <translation>Rücksendung verlangt</translation>
    </message>
    <message>
        <source>TEMU decides</source>
        <translation>TEMU entscheidet</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Refund only</source>
        <translation>Nur Erstattung</translation>
    </message>
    <message>
        <source>With return</source>
        <translation>Rücksendung</translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Needs a person: {count}</source>
        <translation>Braucht eine Person: {count}</translation>
    </message>
    <message>
        <source>Also needs a person: {count}</source>
        <translation>Außerdem braucht eine Person: {count}</translation>
    </message>
</context>
<context>
    <name>ApprovalDialog</name>
    <message>
        <source>Approve</source>
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
        <source>Quantities that change: {count} · to zero: {zero} · down by 90% or more: {falls}</source>
        <translation>Mengen, die sich ändern: {count} · auf null: {zero} · um 90 % oder mehr weniger: {falls}</translation>
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
        <source>Records that wait: {count}</source>
        <translation>Wartende Datensätze: {count}</translation>
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
        <source>{code} was scanned. Finish or close what is open, then scan again.</source>
        <translation>{code} wurde gescannt. Bitte erst abschließen oder schließen, was offen ist, dann noch einmal scannen.</translation>
    </message>
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
        <source>Changes are not saved, and a job is running. End all the same?</source>
        <translation>Änderungen sind nicht gespeichert, und ein Job läuft. Trotzdem beenden?</translation>
    </message>
    <message>
        <source>Save the changes before the end?</source>
        <translation>Änderungen vor dem Beenden speichern?</translation>
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
        <source>{time} late</source>
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
        <source>Several matches for {code}</source>
        <translation>Mehrere Treffer für {code}</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message>
        <source>already there:</source>
        <translation>schon da:</translation>
    </message>
    <message>
        <source>archives:</source>
        <translation>Archive:</translation>
    </message>
    <message>
        <source>backups:</source>
        <translation>Sicherungen:</translation>
    </message>
    <message>
        <source>addresses removed:</source>
        <translation>Adressen entfernt:</translation>
    </message>
    <message>
        <source>calls:</source>
        <translation>Aufrufe:</translation>
    </message>
    <message>
        <source>cancelled:</source>
        <translation>storniert:</translation>
    </message>
    <message>
        <source>changed:</source>
        <translation>geändert:</translation>
    </message>
    <message>
        <source>complete:</source>
        <translation>vollständig:</translation>
    </message>
    <message>
        <source>confirmed:</source>
        <translation>bestätigt:</translation>
    </message>
    <message>
        <source>deactivated:</source>
        <translation>deaktiviert:</translation>
    </message>
    <message>
        <source>handed over:</source>
        <translation>übergeben:</translation>
    </message>
    <message>
        <source>failed:</source>
        <translation>fehlgeschlagen:</translation>
    </message>
    <message>
        <source>files:</source>
        <translation>Dateien:</translation>
    </message>
    <message>
        <source>held:</source>
        <translation>angehalten:</translation>
    </message>
    <message>
        <source>log lines:</source>
        <translation>Protokollzeilen:</translation>
    </message>
    <message>
        <source>looked up:</source>
        <translation>nachgesehen:</translation>
    </message>
    <message>
        <source>answers lost:</source>
        <translation>Antworten verloren:</translation>
    </message>
    <message>
        <source>mapped:</source>
        <translation>zugeordnet:</translation>
    </message>
    <message>
        <source>new:</source>
        <translation>neu:</translation>
    </message>
    <message>
        <source>old backups removed:</source>
        <translation>alte Sicherungen entfernt:</translation>
    </message>
    <message>
        <source>orders:</source>
        <translation>Aufträge:</translation>
    </message>
    <message>
        <source>pages:</source>
        <translation>Seiten:</translation>
    </message>
    <message>
        <source>parcels:</source>
        <translation>Pakete:</translation>
    </message>
    <message>
        <source>in part:</source>
        <translation>teilweise:</translation>
    </message>
    <message>
        <source>proven:</source>
        <translation>nachgeprüft:</translation>
    </message>
    <message>
        <source>sent:</source>
        <translation>gesendet:</translation>
    </message>
    <message>
        <source>refused:</source>
        <translation>von TEMU abgelehnt:</translation>
    </message>
    <message>
        <source>rejected:</source>
        <translation>abgelehnt:</translation>
    </message>
    <message>
        <source>runs:</source>
        <translation>Läufe:</translation>
    </message>
    <message>
        <source>alarms:</source>
        <translation>Alarme:</translation>
    </message>
    <message>
        <source>requests:</source>
        <translation>Anfragen:</translation>
    </message>
    <message>
        <source>SKUs:</source>
        <translation>SKUs:</translation>
    </message>
    <message>
        <source>without an article:</source>
        <translation>ohne Artikel:</translation>
    </message>
    <message>
        <source>updated:</source>
        <translation>aktualisiert:</translation>
    </message>
    <message>
        <source>waiting:</source>
        <translation>wartend:</translation>
    </message>
    <message>
        <source>waiting for the rest:</source>
        <translation>warten auf den Rest:</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>Stock, quick</source>
        <translation>Bestand, schnell</translation>
    </message>
    <message>
        <source>Stock, full</source>
        <translation>Bestand, vollständig</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Rechnungen</translation>
    </message>
    <message>
        <source>Maintenance</source>
        <translation>Wartung</translation>
    </message>
    <message>
        <source>Brings TEMU's orders to JTL and reports what was shipped.</source>
        <translation>Bringt TEMUs Aufträge nach JTL und meldet, was versandt ist.</translation>
    </message>
    <message>
        <source>Sends changed stock from JTL to TEMU.</source>
        <translation>Sendet geänderten Bestand von JTL an TEMU.</translation>
    </message>
    <message>
        <source>Reads TEMU's whole list and compares all stock.</source>
        <translation>Liest TEMUs ganze Liste und vergleicht allen Bestand.</translation>
    </message>
    <message>
        <source>Fetches TEMU's invoices.</source>
        <translation>Holt TEMUs Rechnungen.</translation>
    </message>
    <message>
        <source>Backs up the database and clears away what is old.</source>
        <translation>Sichert die Datenbank und räumt Altes weg.</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis es dran ist</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Trying again soon</source>
        <translation>Neuer Versuch folgt</translation>
    </message>
    <message>
        <source>Successful</source>
        <translation>Erfolgreich</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Took too long</source>
        <translation>Dauerte zu lange</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>Verpasst</translation>
    </message>
    <message>
        <source>Read from TEMU</source>
        <translation>Von TEMU lesen</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Hand over to JTL</source>
        <translation>An JTL übergeben</translation>
    </message>
    <message>
        <source>Look up parcels</source>
        <translation>Pakete nachsehen</translation>
    </message>
    <message>
        <source>Report to TEMU</source>
        <translation>An TEMU melden</translation>
    </message>
    <message>
        <source>Read open orders</source>
        <translation>Offene Aufträge lesen</translation>
    </message>
    <message>
        <source>Compare stock</source>
        <translation>Bestand vergleichen</translation>
    </message>
    <message>
        <source>Send stock to TEMU</source>
        <translation>Bestand an TEMU senden</translation>
    </message>
    <message>
        <source>Clear old log lines</source>
        <translation>Alte Protokollzeilen löschen</translation>
    </message>
    <message>
        <source>Clear old runs</source>
        <translation>Alte Läufe löschen</translation>
    </message>
    <message>
        <source>Clear old archives</source>
        <translation>Alte Archive löschen</translation>
    </message>
    <message>
        <source>Remove old addresses</source>
        <translation>Alte Adressen entfernen</translation>
    </message>
    <message>
        <source>Back up the database</source>
        <translation>Datenbank sichern</translation>
    </message>
    <message>
        <source>by schedule</source>
        <translation>nach Zeitplan</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>again after an interruption</source>
        <translation>erneut nach Unterbrechung</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>The run before it had not ended yet.</source>
        <translation>Der Lauf davor war noch nicht zu Ende.</translation>
    </message>
    <message>
        <source>Another run of the same kind was under way.</source>
        <translation>Ein anderer Lauf derselben Art war unterwegs.</translation>
    </message>
    <message>
        <source>It was too late for it: the computer or the program was off.</source>
        <translation>Es war zu spät dafür: Der Rechner oder das Programm war aus.</translation>
    </message>
    <message>
        <source>Several due times came together; one run did the work.</source>
        <translation>Mehrere Termine fielen zusammen; ein Lauf hat die Arbeit getan.</translation>
    </message>
    <message>
        <source>The program ended before the run did. Nothing is sent twice.</source>
        <translation>Das Programm endete vor dem Lauf. Nichts wird doppelt gesendet.</translation>
    </message>
    <message>
        <source>The program was closed meanwhile. The run is taken up at the next start.</source>
        <translation>Das Programm wurde währenddessen beendet. Der Lauf wird beim nächsten Start nachgeholt.</translation>
    </message>
    <message>
        <source>Another program took over the jobs meanwhile.</source>
        <translation>Ein anderes Programm hat die Jobs inzwischen übernommen.</translation>
    </message>
    <message>
        <source>The run took longer than its schedule allows.</source>
        <translation>Der Lauf dauerte länger, als sein Zeitplan erlaubt.</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nichts zu tun</translation>
    </message>
    <message>
        <source>every minute</source>
        <translation>jede Minute</translation>
    </message>
    <message>
        <source>every {count} minutes</source>
        <translation>alle {count} Minuten</translation>
    </message>
    <message>
        <source>daily at {time}</source>
        <translation>täglich um {time}</translation>
    </message>
    <message>
        <source>at {fields}</source>
        <translation>bei {fields}</translation>
    </message>
    <message>
        <source>Every (minutes)</source>
        <translation>Alle … Minuten</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>Minute</translation>
    </message>
    <message>
        <source>Hour</source>
        <translation>Stunde</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Weekday</source>
        <translation>Wochentag</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Zeiten</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Longest duration (s)</source>
        <translation>Höchstens (s)</translation>
    </message>
    <message>
        <source>Further attempts</source>
        <translation>Weitere Versuche</translation>
    </message>
    <message>
        <source>Pause before them (s)</source>
        <translation>Pause davor (s)</translation>
    </message>
    <message>
        <source>May begin late by (s)</source>
        <translation>Darf später beginnen (s)</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>Days back</source>
        <translation>Tage zurück</translation>
    </message>
    <message>
        <source>TEMU's status</source>
        <translation>Status bei TEMU</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>only what changed</source>
        <translation>nur Geändertes</translation>
    </message>
    <message>
        <source>only parcels and reports</source>
        <translation>nur Pakete und Meldungen</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>1 – not ready yet</source>
        <translation>1 – noch nicht bereit</translation>
    </message>
    <message>
        <source>2 – to be shipped</source>
        <translation>2 – zu versenden</translation>
    </message>
    <message>
        <source>3 – cancelled</source>
        <translation>3 – storniert</translation>
    </message>
    <message>
        <source>4 – shipped</source>
        <translation>4 – versandt</translation>
    </message>
    <message>
        <source>5 – delivered</source>
        <translation>5 – zugestellt</translation>
    </message>
    <message>
        <source>41 – shipped in part</source>
        <translation>41 – teilweise versandt</translation>
    </message>
    <message>
        <source>51 – delivered in part</source>
        <translation>51 – teilweise zugestellt</translation>
    </message>
    <message>
        <source>{field}: this cannot be understood; e.g. 3, */2 or mon-fri</source>
        <translation>{field}: nicht verständlich; z. B. 3, */2 oder mon-fri</translation>
    </message>
    <message>
        <source>Times: enter at least an hour or a minute</source>
        <translation>Zeiten: mindestens Stunde oder Minute eintragen</translation>
    </message>
    <message>
        <source>Time zone: unknown; e.g. {example}</source>
        <translation>Zeitzone: unbekannt; z. B. {example}</translation>
    </message>
    <message>
        <source>{field}: possible are {low} to {high}, for example {example}</source>
        <translation>{field}: möglich ist {low} bis {high}, zum Beispiel {example}</translation>
    </message>
</context>
<context>
    <name>LogWords</name>
    <message>
        <source>Detail</source>
        <translation>Detail</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
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
    <name>OrderWords</name>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>taken over</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>in JTL</source>
        <translation>in JTL</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>versandt</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>storniert</translation>
    </message>
    <message>
        <source>external</source>
        <translation>extern</translation>
    </message>
    <message>
        <source>prepared, not handed over yet</source>
        <translation>vorbereitet, noch nicht übergeben</translation>
    </message>
    <message>
        <source>is being handed over</source>
        <translation>wird übergeben</translation>
    </message>
    <message>
        <source>in JTL's inbox</source>
        <translation>im Eingang von JTL</translation>
    </message>
    <message>
        <source>created in JTL</source>
        <translation>in JTL angelegt</translation>
    </message>
    <message>
        <source>not created by JTL</source>
        <translation>von JTL nicht angelegt</translation>
    </message>
    <message>
        <source>to be reported</source>
        <translation>zu melden</translation>
    </message>
    <message>
        <source>being reported</source>
        <translation>wird gemeldet</translation>
    </message>
    <message>
        <source>reported to TEMU</source>
        <translation>an TEMU gemeldet</translation>
    </message>
    <message>
        <source>refused by TEMU</source>
        <translation>von TEMU abgelehnt</translation>
    </message>
    <message>
        <source>needs a decision</source>
        <translation>braucht eine Entscheidung</translation>
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
        <source>Forgotten? Another administrator sets a new PIN under Settings, People; or, on this computer:
temu-desktop people set-pin NAME</source>
        <translation>Vergessen? Ein anderer Administrator setzt unter Einstellungen, Personen eine neue PIN; oder an diesem Rechner:
temu-desktop people set-pin NAME</translation>
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
        <source>Five steps, then TEMU and JTL run in step. Everything can be changed later.</source>
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
        <source>Own database</source>
        <translation>Eigene Datenbank</translation>
    </message>
    <message>
        <source>Without an entry the database lies on this computer. A database on a server can serve several computers.</source>
        <translation>Ohne Angabe liegt die Datenbank auf diesem Rechner. Eine Datenbank auf einem Server kann mehreren Rechnern dienen.</translation>
    </message>
    <message>
        <source>From when on, and from where</source>
        <translation>Ab wann und woher</translation>
    </message>
    <message>
        <source>Orders from before are not taken over by this program. Without an entry: from now on.</source>
        <translation>Aufträge von davor übernimmt dieses Programm nicht. Ohne Angabe: ab jetzt.</translation>
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
        <source>Starting…</source>
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
    <message>
        <source>Tries again by itself in {seconds} s.</source>
        <translation>Versucht es in {seconds} s von selbst noch einmal.</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Del</source>
        <translation>Strg+Alt+Entf</translation>
    </message>
    <message>
        <source>Ctrl+Alt+F2</source>
        <translation>Strg+Alt+F2</translation>
    </message>
    <message>
        <source>No PIN can be checked now, so this screen cannot be left and no setting changed here. Administrators log in outside the kiosk: with a keyboard, {keys}; there “temu-desktop doctor” says what is wrong.</source>
        <translation>Solange sich keine PIN prüfen lässt, kann hier niemand den Kiosk verlassen oder Einstellungen ändern. Administratoren melden sich außerhalb des Kiosks an: mit einer Tastatur, {keys}; dort sagt „temu-desktop doctor“, was nicht stimmt.</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>{name} is not reachable</source>
        <translation>{name} ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Writing is stopped</source>
        <translation>Schreiben ist angehalten</translation>
    </message>
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
        <source>since {time}</source>
        <translation>seit {time}</translation>
    </message>
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
        <source>Runs the jobs</source>
        <translation>Führt Jobs aus</translation>
    </message>
    <message>
        <source>This computer runs the jobs</source>
        <translation>Dieser Rechner führt die Jobs aus</translation>
    </message>
    <message>
        <source>Stands by</source>
        <translation>In Bereitschaft</translation>
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
        <source>Asking…</source>
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
        <source>Test own database</source>
        <translation>Eigene Datenbank testen</translation>
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
<context>
    <name>WarehouseButton</name>
    <message>
        <source>Choose from JTL's list</source>
        <translation>Aus JTLs Liste wählen</translation>
    </message>
</context>
<context>
    <name>WarehousesDialog</name>
    <message>
        <source>Warehouses</source>
        <translation>Lager</translation>
    </message>
    <message>
        <source>Sell from these warehouses</source>
        <translation>Aus diesen Lagern verkaufen</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>{name} (not active)</source>
        <translation>{name} (nicht aktiv)</translation>
    </message>
    <message>
        <source>None ticked: all of them.</source>
        <translation>Keines angekreuzt: alle.</translation>
    </message>
</context>
</TS>