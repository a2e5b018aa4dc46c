<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ArticlePart</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no (inactive or a father)</source>
        <translation>nein (inaktiv oder Vaterartikel)</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>EAN</source>
        <translation>EAN</translation>
    </message>
    <message>
        <source>For sale</source>
        <translation>Verkäuflich</translation>
    </message>
    <message>
        <source>Article in JTL</source>
        <translation>Artikel in JTL</translation>
    </message>
    <message>
        <source>Map by hand…</source>
        <translation>Von Hand zuordnen …</translation>
    </message>
    <message>
        <source>Remove mapping…</source>
        <translation>Zuordnung aufheben …</translation>
    </message>
    <message>
        <source>Article {number} in JTL; its name cannot be read: {reason}</source>
        <translation>Artikel {number} in JTL; sein Name ist nicht lesbar: {reason}</translation>
    </message>
    <message>
        <source>JTL has no article whose number is this SKU. Map it by hand, or make both alike; the next comparison looks again.</source>
        <translation>JTL hat keinen Artikel mit dieser SKU als Nummer. Von Hand zuordnen oder beide angleichen; der nächste Vergleich sieht wieder nach.</translation>
    </message>
    <message>
        <source>The article is gone from JTL. TEMU shows zero until it is mapped anew.</source>
        <translation>Der Artikel ist aus JTL verschwunden. TEMU zeigt null, bis neu zugeordnet ist.</translation>
    </message>
</context>
<context>
    <name>GeneralRuleDialog</name>
    <message>
        <source>Rule for all SKUs</source>
        <translation>Regel für alle SKUs</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>It holds wherever a SKU has no rule of its own, and takes effect with the next comparison.</source>
        <translation>Sie gilt überall, wo eine SKU keine eigene Regel hat, ab dem nächsten Vergleich.</translation>
    </message>
</context>
<context>
    <name>InventoryPage</name>
    <message>
        <source>Stock</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>All SKUs</source>
        <translation>Alle SKUs</translation>
    </message>
</context>
<context>
    <name>MapDialog</name>
    <message>
        <source>Which article in JTL is {sku}?</source>
        <translation>Welcher Artikel in JTL ist {sku}?</translation>
    </message>
    <message>
        <source>Map by hand</source>
        <translation>Von Hand zuordnen</translation>
    </message>
    <message>
        <source>Map this article</source>
        <translation>Diesen Artikel zuordnen</translation>
    </message>
    <message>
        <source>Number, EAN or the beginning of the name</source>
        <translation>Nummer, EAN oder Anfang des Namens</translation>
    </message>
    <message>
        <source>Search JTL's articles</source>
        <translation>Artikel in JTL suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search for the article, then choose it.</source>
        <translation>Den Artikel suchen, dann auswählen.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Articles found</source>
        <translation>Gefundene Artikel</translation>
    </message>
    <message>
        <source>Found: {count}. Choose one.</source>
        <translation>Gefunden: {count}. Einen davon wählen.</translation>
    </message>
    <message>
        <source>JTL has no article that begins like this.</source>
        <translation>JTL hat keinen Artikel, der so anfängt.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>EAN</source>
        <translation>EAN</translation>
    </message>
    <message>
        <source>For sale</source>
        <translation>Verkäuflich</translation>
    </message>
</context>
<context>
    <name>PushDialog</name>
    <message>
        <source>Push {count} SKUs to TEMU?</source>
        <translation>{count} SKUs an TEMU senden?</translation>
    </message>
    <message>
        <source>Push {sku} to TEMU?</source>
        <translation>{sku} an TEMU senden?</translation>
    </message>
    <message>
        <source>Push now</source>
        <translation>Jetzt senden</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>By the last comparison nothing differs. JTL is read again now; what differs then is sent.</source>
        <translation>Nach dem letzten Vergleich weicht nichts ab. JTL wird jetzt neu gelesen; was dann abweicht, wird gesendet.</translation>
    </message>
    <message>
        <source>Changes: {changes} · to zero: {zero} · down by 90% or more: {falls}. JTL is read again before anything is sent.</source>
        <translation>Änderungen: {changes} · auf null: {zero} · um 90 % oder mehr weniger: {falls}. JTL wird noch einmal gelesen, bevor etwas gesendet wird.</translation>
    </message>
    <message>
        <source>It is the first push: everything waits for a person's approval.</source>
        <translation>Es ist das erste Senden: Alles wartet auf eine Freigabe.</translation>
    </message>
    <message>
        <source>So many fall at once that the brake will hold them back.</source>
        <translation>So viele fallen auf einmal, dass die Bremse sie zurückhalten wird.</translation>
    </message>
    <message>
        <source>{count} more are held already and go on waiting.</source>
        <translation>{count} weitere werden schon zurückgehalten und warten weiter.</translation>
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
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message>
        <source>Rule of this SKU</source>
        <translation>Regel dieser SKU</translation>
    </message>
    <message>
        <source>An empty field is as for all SKUs. The rule takes effect with the next comparison.</source>
        <translation>Ein leeres Feld gilt wie für alle SKUs. Die Regel gilt ab dem nächsten Vergleich.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save and push now</source>
        <translation>Speichern und jetzt senden</translation>
    </message>
    <message>
        <source>Remove own rule</source>
        <translation>Eigene Regel entfernen</translation>
    </message>
    <message>
        <source>Rule for all…</source>
        <translation>Regel für alle …</translation>
    </message>
    <message>
        <source>With this rule: {sum}</source>
        <translation>Mit dieser Regel: {sum}</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
    <message>
        <source>as for all: {figure}</source>
        <translation>wie für alle: {figure}</translation>
    </message>
    <message>
        <source>TEMU's number</source>
        <translation>Menge bei TEMU</translation>
    </message>
    <message>
        <source>keep in step</source>
        <translation>abgleichen</translation>
    </message>
    <message>
        <source>leave alone (pause)</source>
        <translation>unverändert lassen (Pause)</translation>
    </message>
    <message>
        <source>as for all: {what}</source>
        <translation>wie für alle: {what}</translation>
    </message>
</context>
<context>
    <name>SkuView</name>
    <message>
        <source>Keep in step</source>
        <translation>Wieder abgleichen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausieren</translation>
    </message>
    <message>
        <source>At TEMU</source>
        <translation>Bei TEMU</translation>
    </message>
    <message>
        <source>All SKUs</source>
        <translation>Alle SKUs</translation>
    </message>
    <message>
        <source>Copy the SKU</source>
        <translation>SKU kopieren</translation>
    </message>
    <message>
        <source>Log lines about this SKU</source>
        <translation>Protokoll zu dieser SKU</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Push now…</source>
        <translation>Jetzt senden …</translation>
    </message>
    <message>
        <source>Look and approve…</source>
        <translation>Ansehen und freigeben …</translation>
    </message>
    <message>
        <source>Parts of the SKU</source>
        <translation>Teile der SKU</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Offer number {number}</source>
        <translation>Angebotsnummer {number}</translation>
    </message>
    <message>
        <source>{quantity} on {time}</source>
        <translation>{quantity} am {time}</translation>
    </message>
    <message>
        <source>Should show</source>
        <translation>Soll</translation>
    </message>
    <message>
        <source>Shows</source>
        <translation>Ist</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>Read at</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Proven at</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Why this number?</source>
        <translation>Warum diese Zahl?</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Article in JTL</source>
        <translation>Artikel in JTL</translation>
    </message>
    <message>
        <source>The SKU is copied.</source>
        <translation>Die SKU ist kopiert.</translation>
    </message>
</context>
<context>
    <name>StockActs</name>
    <message>
        <source>Approved. The stock job is running and sends it now.</source>
        <translation>Freigegeben. Der Bestandsjob läuft und sendet es jetzt.</translation>
    </message>
    <message>
        <source>Approved. The next run of the stock job sends it.</source>
        <translation>Freigegeben. Der nächste Lauf des Bestandsjobs sendet es.</translation>
    </message>
    <message>
        <source>Read TEMU's list and JTL's stock again?</source>
        <translation>Liste von TEMU und Bestand in JTL neu lesen?</translation>
    </message>
    <message>
        <source>The stock job reads everything, compares, and sends what differs.</source>
        <translation>Der Bestandsjob liest alles, vergleicht und sendet, was abweicht.</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>The stock job is running; its progress is on the jobs page.</source>
        <translation>Der Bestandsjob läuft; wie weit er ist, steht bei den Jobs.</translation>
    </message>
    <message>
        <source>The rule for all SKUs holds from the next comparison.</source>
        <translation>Ab dem nächsten Vergleich gilt die Regel für alle SKUs.</translation>
    </message>
    <message>
        <source>The rule is saved and takes effect with the next comparison.</source>
        <translation>Die Regel ist gespeichert und gilt ab dem nächsten Vergleich.</translation>
    </message>
    <message>
        <source>Paused: TEMU's number stays as it is.</source>
        <translation>Pausiert: Die Menge bei TEMU bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>The number is kept in step again from the next comparison.</source>
        <translation>Die Menge wird ab dem nächsten Vergleich wieder abgeglichen.</translation>
    </message>
    <message>
        <source>The mapping is saved and takes effect with the next comparison.</source>
        <translation>Die Zuordnung ist gespeichert und gilt ab dem nächsten Vergleich.</translation>
    </message>
    <message>
        <source>Remove the mapping of {sku}?</source>
        <translation>Zuordnung von {sku} aufheben?</translation>
    </message>
    <message>
        <source>The next comparison looks for an article whose number is the SKU.</source>
        <translation>Der nächste Vergleich sucht einen Artikel mit der SKU als Nummer.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>The mapping is removed.</source>
        <translation>Die Zuordnung ist aufgehoben.</translation>
    </message>
    <message>
        <source>The stock job is running; SKUs to push: {count}.</source>
        <translation>Der Bestandsjob läuft; SKUs zu senden: {count}.</translation>
    </message>
</context>
<context>
    <name>StockCards</name>
    <message>
        <source>TEMU does not list this SKU any more</source>
        <translation>TEMU bietet diese SKU nicht mehr an</translation>
    </message>
    <message>
        <source>Nothing is sent for it. It comes back by itself when listed.</source>
        <translation>Für sie wird nichts gesendet. Wird sie wieder angeboten, kommt sie von selbst zurück.</translation>
    </message>
    <message>
        <source>TEMU refused the quantity: {reason}</source>
        <translation>TEMU hat die Menge abgelehnt: {reason}</translation>
    </message>
    <message>
        <source>TEMU's own words: {text}</source>
        <translation>TEMU sagt: {text}</translation>
    </message>
    <message>
        <source>Look at the article in the Seller Center; every push tries again.</source>
        <translation>Den Artikel im Seller Center ansehen; jedes Senden versucht es wieder.</translation>
    </message>
    <message>
        <source>At TEMU {before}, to become {after}.</source>
        <translation>Bei TEMU {before}, soll {after} werden.</translation>
    </message>
    <message>
        <source>The quantity waits for a person</source>
        <translation>Die Menge wartet auf Freigabe</translation>
    </message>
    <message>
        <source>Look at the list and let it go if it is right.</source>
        <translation>Die Liste ansehen und freigeben, wenn sie stimmt.</translation>
    </message>
</context>
<context>
    <name>StockEvents</name>
    <message>
        <source>New number: {sum}</source>
        <translation>Neue Menge: {sum}</translation>
    </message>
    <message>
        <source>Sent to TEMU: {before} → {after}</source>
        <translation>An TEMU gesendet: {before} → {after}</translation>
    </message>
    <message>
        <source>TEMU refused {before} → {after}: {reason}</source>
        <translation>TEMU lehnte {before} → {after} ab: {reason}</translation>
    </message>
    <message>
        <source>Sent {before} → {after}; TEMU gave no clear answer</source>
        <translation>Gesendet {before} → {after}; TEMU gab keine klare Antwort</translation>
    </message>
</context>
<context>
    <name>StockList</name>
    <message>
        <source>Stock</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Rule for all…</source>
        <translation>Regel für alle …</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>TEMU's list and JTL's stock anew, then compare and send</source>
        <translation>Liste von TEMU und Bestand in JTL neu lesen, vergleichen und senden</translation>
    </message>
    <message>
        <source>Push…</source>
        <translation>Senden …</translation>
    </message>
    <message>
        <source>Clear marks</source>
        <translation>Auswahl aufheben</translation>
    </message>
    <message>
        <source>Look and approve…</source>
        <translation>Ansehen und freigeben …</translation>
    </message>
    <message>
        <source>A brake holds quantities back until a person has looked.</source>
        <translation>Eine Bremse hält Mengen zurück, bis jemand sie angesehen hat.</translation>
    </message>
    <message>
        <source>{count} SKUs</source>
        <translation>{count} SKUs</translation>
    </message>
    <message>
        <source>One SKU</source>
        <translation>Eine SKU</translation>
    </message>
    <message>
        <source>The first {count} are marked; one run takes no more.</source>
        <translation>Die ersten {count} sind ausgewählt; mehr nimmt ein Lauf nicht.</translation>
    </message>
    <message>
        <source>Marked: {count}</source>
        <translation>Ausgewählt: {count}</translation>
    </message>
</context>
<context>
    <name>StockRuleForm</name>
    <message>
        <source>This rule makes no sense together with the rule for all SKUs.</source>
        <translation>Diese Regel passt nicht zur Regel für alle SKUs.</translation>
    </message>
</context>
<context>
    <name>StockSearch</name>
    <message>
        <source>Beginning of SKU or name, offer number</source>
        <translation>Anfang von SKU oder Name, Angebotsnummer</translation>
    </message>
    <message>
        <source>Search stock</source>
        <translation>Bestand durchsuchen</translation>
    </message>
</context>
<context>
    <name>StockTable</name>
    <message>
        <source>SKU</source>
        <translation>SKU</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Verfügbar</translation>
    </message>
    <message>
        <source>What JTL can still promise</source>
        <translation>Was JTL noch zusagen kann</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Sold at TEMU and not in JTL yet</source>
        <translation>Bei TEMU verkauft und noch nicht in JTL</translation>
    </message>
    <message>
        <source>Buffer</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>Pieces kept back by the rule</source>
        <translation>Stück, die die Regel zurückhält</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Soll</translation>
    </message>
    <message>
        <source>What TEMU should show</source>
        <translation>Was TEMU zeigen soll</translation>
    </message>
    <message>
        <source>At TEMU</source>
        <translation>Bei TEMU</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Proven</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Read back from TEMU: {time}</source>
        <translation>Von TEMU zurückgelesen: {time}</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>ausgewählt</translation>
    </message>
    <message>
        <source>not marked</source>
        <translation>nicht ausgewählt</translation>
    </message>
    <message>
        <source>TEMU's quantity is not known</source>
        <translation>Die Menge bei TEMU ist nicht bekannt</translation>
    </message>
    <message>
        <source>What TEMU shows as far as we know</source>
        <translation>Was TEMU nach unserem Wissen zeigt</translation>
    </message>
    <message>
        <source>The difference is not known</source>
        <translation>Die Differenz ist nicht bekannt</translation>
    </message>
    <message>
        <source>No difference</source>
        <translation>Keine Differenz</translation>
    </message>
    <message>
        <source>TEMU shows too little</source>
        <translation>TEMU zeigt zu wenig</translation>
    </message>
    <message>
        <source>TEMU shows too much</source>
        <translation>TEMU zeigt zu viel</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Space marks a SKU, Enter opens it</source>
        <translation>Leertaste wählt eine SKU aus, Enter öffnet sie</translation>
    </message>
    <message>
        <source>No SKUs yet</source>
        <translation>Noch keine SKUs</translation>
    </message>
    <message>
        <source>They appear here as soon as the stock job has read TEMU's list.</source>
        <translation>Sie erscheinen hier, sobald der Bestandsjob die Liste von TEMU gelesen hat.</translation>
    </message>
    <message>
        <source>Read TEMU's list now</source>
        <translation>Liste von TEMU jetzt lesen</translation>
    </message>
    <message>
        <source>No SKU fits</source>
        <translation>Keine SKU passt</translation>
    </message>
    <message>
        <source>There is none in this view, or the search finds none.</source>
        <translation>In dieser Ansicht gibt es keine, oder die Suche findet keine.</translation>
    </message>
    <message>
        <source>Show all SKUs</source>
        <translation>Alle SKUs zeigen</translation>
    </message>
</context>
<context>
    <name>StockTimeline</name>
    <message>
        <source>Enter opens the run</source>
        <translation>Enter öffnet den Lauf</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
</context>
<context>
    <name>StockWords</name>
    <message>
        <source>inactive</source>
        <translation>inaktiv</translation>
    </message>
    <message>
        <source>unmapped</source>
        <translation>ohne Artikel</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gebremst</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>to send</source>
        <translation>zu senden</translation>
    </message>
    <message>
        <source>in step</source>
        <translation>stimmt</translation>
    </message>
    <message>
        <source>TEMU does not list it any more.</source>
        <translation>TEMU bietet sie nicht mehr an.</translation>
    </message>
    <message>
        <source>JTL has no article of this number.</source>
        <translation>JTL hat keinen Artikel dieser Nummer.</translation>
    </message>
    <message>
        <source>A rule leaves TEMU's quantity alone.</source>
        <translation>Eine Regel lässt die Menge bei TEMU, wie sie ist.</translation>
    </message>
    <message>
        <source>TEMU did not take the quantity.</source>
        <translation>TEMU hat die Menge nicht angenommen.</translation>
    </message>
    <message>
        <source>The quantity waits for a person.</source>
        <translation>Die Menge wartet auf Freigabe.</translation>
    </message>
    <message>
        <source>No comparison has seen it yet.</source>
        <translation>Noch kein Vergleich hat sie gesehen.</translation>
    </message>
    <message>
        <source>The next run of the stock job sends it.</source>
        <translation>Der nächste Lauf des Bestandsjobs sendet sie.</translation>
    </message>
    <message>
        <source>TEMU shows what it should.</source>
        <translation>TEMU zeigt, was es soll.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Differenzen</translation>
    </message>
    <message>
        <source>Unmapped</source>
        <translation>Ohne Artikel</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gebremst</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>At zero</source>
        <translation>Auf null</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>Inaktiv</translation>
    </message>
    <message>
        <source>goes to zero</source>
        <translation>fällt auf null</translation>
    </message>
    <message>
        <source>falls by 90% or more</source>
        <translation>fällt um 90 % oder mehr</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>ändert sich</translation>
    </message>
    <message>
        <source>available in JTL</source>
        <translation>verfügbar in JTL</translation>
    </message>
    <message>
        <source>in flight</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>buffer</source>
        <translation>Puffer</translation>
    </message>
    <message>
        <source>pieces a pack</source>
        <translation>Stück je Packung</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>höchstens</translation>
    </message>
    <message>
        <source>TEMU's limit</source>
        <translation>Grenze von TEMU</translation>
    </message>
    <message>
        <source>below the minimum</source>
        <translation>unter dem Mindesten</translation>
    </message>
    <message>
        <source>not sold in JTL</source>
        <translation>in JTL nicht verkäuflich</translation>
    </message>
    <message>
        <source>holiday mode</source>
        <translation>Urlaubsmodus</translation>
    </message>
    <message>
        <source>no article in JTL</source>
        <translation>kein Artikel in JTL</translation>
    </message>
    <message>
        <source>for TEMU to show</source>
        <translation>soll TEMU zeigen</translation>
    </message>
    <message>
        <source>left as it is</source>
        <translation>bleibt, wie es ist</translation>
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
        <source>Pieces that are kept back</source>
        <translation>Stück, die zurückbleiben</translation>
    </message>
    <message>
        <source>TEMU never shows more than this</source>
        <translation>Mehr zeigt TEMU nie</translation>
    </message>
    <message>
        <source>With fewer TEMU shows zero</source>
        <translation>Bei weniger zeigt TEMU null</translation>
    </message>
    <message>
        <source>Enter a whole number from 0 to {most}.</source>
        <translation>Eine ganze Zahl von 0 bis {most} eingeben.</translation>
    </message>
    <message>
        <source>At most {most} is allowed.</source>
        <translation>Höchstens {most} ist erlaubt.</translation>
    </message>
    <message>
        <source>The minimum is above 'at most': nothing could ever be listed.</source>
        <translation>Mindestens liegt über Höchstens: So würde nie etwas angeboten.</translation>
    </message>
</context>
<context>
    <name>SumCard</name>
    <message>
        <source>Why this number?</source>
        <translation>Warum diese Zahl?</translation>
    </message>
    <message>
        <source>No comparison has seen this SKU yet.</source>
        <translation>Noch kein Vergleich hat diese SKU gesehen.</translation>
    </message>
</context>
<context>
    <name>Unlisted</name>
    <message>
        <source>TEMU does not list {sku}</source>
        <translation>TEMU führt {sku} nicht</translation>
    </message>
    <message>
        <source>JTL has an article of this number with the EAN {ean}, but TEMU has no SKU for it. Once it is listed in the Seller Center and TEMU's list is read again, it is here.</source>
        <translation>JTL hat einen Artikel dieser Nummer mit der EAN {ean}, aber TEMU hat dazu keine SKU. Sobald er im Seller Center angeboten und die Liste von TEMU neu gelesen ist, steht er hier.</translation>
    </message>
    <message>
        <source>No SKU of this number has been read from TEMU. Once it is listed in the Seller Center and TEMU's list is read again, it is here.</source>
        <translation>Von TEMU wurde keine SKU dieser Nummer gelesen. Sobald sie im Seller Center angeboten und die Liste von TEMU neu gelesen ist, steht sie hier.</translation>
    </message>
    <message>
        <source>All SKUs</source>
        <translation>Alle SKUs</translation>
    </message>
</context>
</TS>