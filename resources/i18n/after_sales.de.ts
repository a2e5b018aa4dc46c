<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AfterSalesPage</name>
    <message>
        <source>After-sales</source>
        <translation>Retouren</translation>
    </message>
    <message>
        <source>To be read here; cases are answered in TEMU's Seller Center.</source>
        <translation>Nur zum Lesen; beantwortet werden Fälle im Seller Center von TEMU.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Order number</source>
        <translation>Auftragsnummer</translation>
    </message>
    <message>
        <source>Cases of an order</source>
        <translation>Fälle eines Auftrags</translation>
    </message>
    <message>
        <source>After-sales cases</source>
        <translation>Retouren</translation>
    </message>
    <message>
        <source>No case fits</source>
        <translation>Kein Fall passt</translation>
    </message>
    <message>
        <source>Show all cases, or clear the search.</source>
        <translation>Alle Fälle zeigen oder die Suche leeren.</translation>
    </message>
    <message>
        <source>Cases appear here as soon as the orders job has read them from TEMU.</source>
        <translation>Fälle erscheinen hier, sobald der Auftragslauf sie von TEMU gelesen hat.</translation>
    </message>
    <message>
        <source>No cases</source>
        <translation>Keine Fälle</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Fall</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Answer by</source>
        <translation>Frist</translation>
    </message>
</context>
</TS>