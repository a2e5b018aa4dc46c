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
        <source>Time to arrival (24 h)</source>
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
        <translation>Pausieren</translation>
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
        <source>{what}: half in {half}, 95% in {most}</source>
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
        <source>Period</source>
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
        <translation>Versanddienstleister</translation>
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
        <source>What is chosen here holds for this run alone.</source>
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
        <source>Cause</source>
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
        <source>At fixed times</source>
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