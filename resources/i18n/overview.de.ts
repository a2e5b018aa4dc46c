<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Charts</name>
    <message>
        <source>Orders per day</source>
        <translation>Aufträge je Tag</translation>
    </message>
    <message>
        <source>Duration of runs</source>
        <translation>Dauer der Läufe</translation>
    </message>
    <message>
        <source>Stock delay</source>
        <translation>Bestand: Verzug</translation>
    </message>
    <message>
        <source>Orders, s</source>
        <translation>Aufträge, s</translation>
    </message>
    <message>
        <source>Stock, s</source>
        <translation>Bestand, s</translation>
    </message>
    <message>
        <source>half of all, s</source>
        <translation>die Hälfte, s</translation>
    </message>
    <message>
        <source>95 of 100, s</source>
        <translation>95 von 100, s</translation>
    </message>
    <message>
        <source>{total} orders in {days} days, {today} today</source>
        <translation>{total} Aufträge in {days} Tagen, heute {today}</translation>
    </message>
    <message>
        <source>Last run of orders: {time}</source>
        <translation>Letzter Lauf der Aufträge: {time}</translation>
    </message>
    <message>
        <source>No change of stock has arrived at TEMU yet.</source>
        <translation>Noch ist keine Bestandsänderung bei TEMU angekommen.</translation>
    </message>
    <message>
        <source>On the last day half of all changes arrived within {half}</source>
        <translation>Am letzten Tag kam die Hälfte aller Änderungen binnen {half} an</translation>
    </message>
</context>
<context>
    <name>ConnectionCard</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Own database</source>
        <translation>Eigene Datenbank</translation>
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
        <source>since {moment}</source>
        <translation>seit {moment}</translation>
    </message>
    <message>
        <source>last answer {time}</source>
        <translation>letzte Antwort {time}</translation>
    </message>
    <message>
        <source>last answer {time}, took {latency}</source>
        <translation>letzte Antwort {time}, nach {latency}</translation>
    </message>
</context>
<context>
    <name>IssueList</name>
    <message>
        <source>Show more: {count}</source>
        <translation>Weitere zeigen: {count}</translation>
    </message>
    <message>
        <source>Needs a person</source>
        <translation>Braucht eine Person</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message>
        <source>What needs a person appears here by itself.</source>
        <translation>Was eine Person braucht, erscheint hier von selbst.</translation>
    </message>
</context>
<context>
    <name>IssueRow</name>
    <message>
        <source>Noted</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>since {moment} ({age})</source>
        <translation>seit {moment} ({age})</translation>
    </message>
    <message>
        <source>dealt with by {name}, {moment}</source>
        <translation>bearbeitet von {name}, {moment}</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Run now</source>
        <translation>Jetzt ausführen</translation>
    </message>
    <message>
        <source>Look and approve</source>
        <translation>Ansehen und freigeben</translation>
    </message>
    <message>
        <source>Map carrier</source>
        <translation>Versanddienstleister zuordnen</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>Open order</source>
        <translation>Auftrag öffnen</translation>
    </message>
    <message>
        <source>Open SKU</source>
        <translation>SKU öffnen</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Examine</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Enter token</source>
        <translation>Token eintragen</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>The job was started.</source>
        <translation>Der Job wurde gestartet.</translation>
    </message>
    <message>
        <source>Approved. It goes out with the next run.</source>
        <translation>Freigegeben. Es geht mit dem nächsten Lauf hinaus.</translation>
    </message>
    <message>
        <source>Needs a person: {count}</source>
        <translation>Braucht eine Person: {count}</translation>
    </message>
    <message>
        <source>A connection is down</source>
        <translation>Eine Verbindung fehlt</translation>
    </message>
    <message>
        <source>Everything is in order</source>
        <translation>Alles in Ordnung</translation>
    </message>
</context>
<context>
    <name>TileGrid</name>
    <message>
        <source>New, to be handed to JTL</source>
        <translation>Neu, für JTL</translation>
    </message>
    <message>
        <source>In JTL, not shipped</source>
        <translation>In JTL, nicht versandt</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Heute fällig</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Überfällig</translation>
    </message>
    <message>
        <source>Shipped, not reported</source>
        <translation>Versandt, nicht gemeldet</translation>
    </message>
    <message>
        <source>Not released by TEMU</source>
        <translation>Von TEMU nicht freigegeben</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Stock differences</source>
        <translation>Bestandsdifferenzen</translation>
    </message>
    <message>
        <source>SKUs without article</source>
        <translation>SKUs ohne Artikel</translation>
    </message>
</context>
</TS>