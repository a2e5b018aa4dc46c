<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>DurationChart</name>
    <message>
        <source>How long the runs took, {count} runs</source>
        <translation>Wie lange die Läufe dauerten, {count} Läufe</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>All jobs</source>
        <translation>Alle Jobs</translation>
    </message>
    <message>
        <source>Last dry run</source>
        <translation>Letzter Probelauf</translation>
    </message>
    <message>
        <source>Which runs</source>
        <translation>Welche Läufe</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>Alle Läufe</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Laufende</translation>
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
        <source>Cancelled or interrupted</source>
        <translation>Abgebrochen oder unterbrochen</translation>
    </message>
    <message>
        <source>Did not happen</source>
        <translation>Nicht gelaufen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Durations</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Runs of the job</source>
        <translation>Läufe des Jobs</translation>
    </message>
</context>
<context>
    <name>JobActs</name>
    <message>
        <source>Cancel the run of “{job}”?</source>
        <translation>Den Lauf „{job}“ abbrechen?</translation>
    </message>
    <message>
        <source>What is written stays written; the next run goes on from there.</source>
        <translation>Was geschrieben ist, bleibt; der nächste Lauf macht dort weiter.</translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Let it run</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>The schedule of “{job}” is saved.</source>
        <translation>Der Zeitplan von „{job}“ ist gespeichert.</translation>
    </message>
</context>
<context>
    <name>JobCard</name>
    <message>
        <source>overdue</source>
        <translation>überfällig</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Lauf</translation>
    </message>
    <message>
        <source>Until it is there (24 h)</source>
        <translation>Bis es da ist (24 h)</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>Lauf abbrechen</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Runs and logs</source>
        <translation>Läufe und Protokoll</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Does not run by itself</source>
        <translation>Läuft nicht von selbst</translation>
    </message>
    <message>
        <source>Next run {time} ({left})</source>
        <translation>Nächster Lauf {time} ({left})</translation>
    </message>
    <message>
        <source>Has not run yet</source>
        <translation>Noch nicht gelaufen</translation>
    </message>
    <message>
        <source>Runs now</source>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>{time}, took {duration}</source>
        <translation>{time}, dauerte {duration}</translation>
    </message>
    <message>
        <source>There was nothing to do.</source>
        <translation>Es gab nichts zu tun.</translation>
    </message>
    <message>
        <source>Order in JTL</source>
        <translation>Auftrag in JTL</translation>
    </message>
    <message>
        <source>Parcel at TEMU</source>
        <translation>Paket bei TEMU</translation>
    </message>
    <message>
        <source>Stock at TEMU</source>
        <translation>Bestand bei TEMU</translation>
    </message>
    <message>
        <source>{what}: half in {half}, 95 % in {most}</source>
        <translation>{what}: die Hälfte in {half}, 95 % in {most}</translation>
    </message>
    <message>
        <source>{what}: nothing yet</source>
        <translation>{what}: noch nichts</translation>
    </message>
</context>
<context>
    <name>JobWords</name>
    <message>
        <source>as usual</source>
        <translation>wie sonst</translation>
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
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>successful</source>
        <translation>erfolgreich</translation>
    </message>
    <message>
        <source>mostly within</source>
        <translation>meist bis</translation>
    </message>
    <message>
        <source>95 of 100 successful runs took no longer than this</source>
        <translation>95 von 100 erfolgreichen Läufen dauerten höchstens so lange</translation>
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
        <translation>Angehalten</translation>
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
</context>
<context>
    <name>JobsPage</name>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>This program runs them.</source>
        <translation>Dieses Programm führt sie aus.</translation>
    </message>
    <message>
        <source>Another program runs them; this one looks on and can ask it.</source>
        <translation>Ein anderes Programm führt sie aus; dieses sieht zu und kann darum bitten.</translation>
    </message>
    <message>
        <source>No program runs them right now.</source>
        <translation>Zurzeit führt kein Programm sie aus.</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Order or SKU</source>
        <translation>Auftrag oder SKU</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>What would be sent</source>
        <translation>Was gesendet würde</translation>
    </message>
    <message>
        <source>hand over an order</source>
        <translation>Auftrag übergeben</translation>
    </message>
    <message>
        <source>report a shipment</source>
        <translation>Versand melden</translation>
    </message>
    <message>
        <source>change a tracking number</source>
        <translation>Sendungsnummer ändern</translation>
    </message>
    <message>
        <source>report a further parcel</source>
        <translation>weiteres Paket melden</translation>
    </message>
    <message>
        <source>agree to a cancellation</source>
        <translation>Storno zustimmen</translation>
    </message>
    <message>
        <source>set the stock</source>
        <translation>Bestand setzen</translation>
    </message>
    <message>
        <source>length of the XML:</source>
        <translation>Länge des XML:</translation>
    </message>
    <message>
        <source>tracking number</source>
        <translation>Sendungsnummer</translation>
    </message>
    <message>
        <source>carrier</source>
        <translation>Versender</translation>
    </message>
    <message>
        <source>pieces</source>
        <translation>Stück</translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Dry run of “{job}”</source>
        <translation>Probelauf „{job}“</translation>
    </message>
    <message>
        <source>Nothing is sent, nothing is stored.</source>
        <translation>Nichts wird gesendet, nichts gespeichert.</translation>
    </message>
    <message>
        <source>The dry run is under way</source>
        <translation>Der Probelauf läuft</translation>
    </message>
    <message>
        <source>Cancel the dry run</source>
        <translation>Probelauf abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{count} writes would be sent.</source>
        <translation>Zu senden wären: {count}.</translation>
    </message>
    <message>
        <source>Nothing would be sent: everything is in step.</source>
        <translation>Nichts wäre zu senden: Alles stimmt überein.</translation>
    </message>
    <message>
        <source>The dry run ended early.</source>
        <translation>Der Probelauf endete vorzeitig.</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{done} done</source>
        <translation>{done} erledigt</translation>
    </message>
    <message>
        <source>attempt {number}</source>
        <translation>Versuch {number}</translation>
    </message>
    <message>
        <source>again at {time}</source>
        <translation>erneut um {time}</translation>
    </message>
</context>
<context>
    <name>RunDetails</name>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Steps and log of the run</source>
        <translation>Schritte und Protokoll des Laufs</translation>
    </message>
    <message>
        <source>Open in the log page</source>
        <translation>Im Protokoll öffnen</translation>
    </message>
    <message>
        <source>Choose a run on the left.</source>
        <translation>Links einen Lauf auswählen.</translation>
    </message>
    <message>
        <source>Began {time}</source>
        <translation>Beginn {time}</translation>
    </message>
    <message>
        <source>took {time}</source>
        <translation>dauerte {time}</translation>
    </message>
    <message>
        <source>{count} attempts</source>
        <translation>{count} Versuche</translation>
    </message>
    <message>
        <source>stands for {count} due times</source>
        <translation>steht für {count} Termine</translation>
    </message>
    <message>
        <source>Log lines of the run</source>
        <translation>Protokollzeilen des Laufs</translation>
    </message>
    <message>
        <source>This run has written no lines.</source>
        <translation>Dieser Lauf hat keine Zeilen geschrieben.</translation>
    </message>
</context>
<context>
    <name>RunDialog</name>
    <message>
        <source>Run now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>Run “{job}” now</source>
        <translation>„{job}“ jetzt starten</translation>
    </message>
    <message>
        <source>What is chosen here counts for this run alone.</source>
        <translation>Was hier gewählt wird, gilt nur für diesen Lauf.</translation>
    </message>
    <message>
        <source>Log every detail of this run and show it</source>
        <translation>Jede Einzelheit dieses Laufs protokollieren und zeigen</translation>
    </message>
    <message>
        <source>Dry run: show what would be sent, send nothing</source>
        <translation>Probelauf: zeigen, was gesendet würde, nichts senden</translation>
    </message>
    <message>
        <source>Start the dry run</source>
        <translation>Probelauf starten</translation>
    </message>
</context>
<context>
    <name>RunsTable</name>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Anlass</translation>
    </message>
</context>
<context>
    <name>ScheduleDialog</name>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Schedule of “{job}”</source>
        <translation>Zeitplan von „{job}“</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>At intervals</source>
        <translation>In Abständen</translation>
    </message>
    <message>
        <source>At times of the clock</source>
        <translation>Zu Uhrzeiten</translation>
    </message>
    <message>
        <source>Back to the shipped schedule</source>
        <translation>Zurück zum ausgelieferten Zeitplan</translation>
    </message>
    <message>
        <source>Empty means any. Examples: 3, */2, 8-18, mon-fri</source>
        <translation>Leer heißt beliebig. Beispiele: 3, */2, 8-18, mon-fri</translation>
    </message>
</context>
<context>
    <name>StepBars</name>
    <message>
        <source>This run had no steps.</source>
        <translation>Dieser Lauf hatte keine Schritte.</translation>
    </message>
    <message>
        <source>{step} (attempt {number})</source>
        <translation>{step} (Versuch {number})</translation>
    </message>
</context>
</TS>