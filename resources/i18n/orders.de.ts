<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ArticleField</name>
    <message>
        <source>Search in JTL</source>
        <translation>In JTL suchen</translation>
    </message>
    <message>
        <source>Articles found</source>
        <translation>Gefundene Artikel</translation>
    </message>
    <message>
        <source>{article} (not sold)</source>
        <translation>{article} (nicht im Verkauf)</translation>
    </message>
    <message>
        <source>JTL has no article that begins like this.</source>
        <translation>JTL hat keinen Artikel, der so beginnt.</translation>
    </message>
</context>
<context>
    <name>DocumentView</name>
    <message>
        <source>Document for JTL</source>
        <translation>Beleg für JTL</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the document</source>
        <translation>Beleg kopieren</translation>
    </message>
    <message>
        <source>There is no document. It is made when the order goes to JTL.</source>
        <translation>Es gibt keinen Beleg. Er entsteht, wenn der Auftrag an JTL geht.</translation>
    </message>
    <message>
        <source>The document was blanked together with the recipient&apos;s data.</source>
        <translation>Der Beleg wurde zusammen mit den Daten des Empfängers gelöscht.</translation>
    </message>
    <message>
        <source>The document is copied.</source>
        <translation>Der Beleg ist kopiert.</translation>
    </message>
</context>
<context>
    <name>GiveUpDialog</name>
    <message>
        <source>Give up order {number}?</source>
        <translation>Auftrag {number} aufgeben?</translation>
    </message>
    <message>
        <source>It counts as shipped elsewhere and never goes to JTL. This is final.</source>
        <translation>Er gilt als anderswo versandt und geht nie an JTL. Das ist endgültig.</translation>
    </message>
    <message>
        <source>Why? For example: shipped by hand</source>
        <translation>Warum? Zum Beispiel: von Hand versandt</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
</context>
<context>
    <name>OrderActs</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Done: {act}.</source>
        <translation>Erledigt: {act}.</translation>
    </message>
    <message>
        <source>{act}: the orders job is running now.</source>
        <translation>{act}: Der Auftragslauf läuft jetzt.</translation>
    </message>
    <message>
        <source>{act}: noted. The next run of the orders job carries it out.</source>
        <translation>{act}: vorgemerkt. Der nächste Auftragslauf führt es aus.</translation>
    </message>
    <message>
        <source>Export order {number} again?</source>
        <translation>Auftrag {number} erneut übergeben?</translation>
    </message>
    <message>
        <source>JTL is asked first; only an order that is nowhere is handed over anew.</source>
        <translation>Zuerst wird JTL gefragt; nur ein Auftrag, den es nirgends gibt, wird neu übergeben.</translation>
    </message>
    <message>
        <source>Report the parcels of {number} again?</source>
        <translation>Pakete von {number} erneut melden?</translation>
    </message>
    <message>
        <source>The parcels that were refused are sent to TEMU with their number of now.</source>
        <translation>Die abgelehnten Pakete gehen mit ihrer jetzigen Nummer an TEMU.</translation>
    </message>
    <message>
        <source>Mark {number} as handled?</source>
        <translation>{number} als erledigt markieren?</translation>
    </message>
    <message>
        <source>Its open issues count as seen to by {name}.</source>
        <translation>Die offenen Störungen gelten als erledigt durch {name}.</translation>
    </message>
    <message>
        <source>Release order {number}?</source>
        <translation>Auftrag {number} freigeben?</translation>
    </message>
    <message>
        <source>It goes to JTL although TEMU is not done with it.</source>
        <translation>Er geht an JTL, obwohl TEMU noch nicht fertig ist.</translation>
    </message>
    <message>
        <source>Agree to cancel {number}?</source>
        <translation>Storno von {number} zustimmen?</translation>
    </message>
    <message>
        <source>TEMU cancels the order for good. If JTL has it already, cancel it there too.</source>
        <translation>TEMU storniert den Auftrag endgültig. Hat JTL ihn schon, dort ebenfalls stornieren.</translation>
    </message>
    <message>
        <source>Ship {number} all the same?</source>
        <translation>{number} trotzdem versenden?</translation>
    </message>
    <message>
        <source>The buyer's wish is refused when the parcel is reported.</source>
        <translation>Der Wunsch des Käufers wird abgelehnt, sobald das Paket gemeldet wird.</translation>
    </message>
</context>
<context>
    <name>OrderCards</name>
    <message>
        <source>Rejected: {reason}</source>
        <translation>Abgelehnt: {reason}</translation>
    </message>
    <message>
        <source>Since {time}; every run of the orders job looks again.</source>
        <translation>Seit {time}; jeder Auftragslauf prüft erneut.</translation>
    </message>
    <message>
        <source>Repair the value, or give the record up if it is not ours.</source>
        <translation>Angabe berichtigen oder den Auftrag aufgeben, wenn er nicht von hier versandt wird.</translation>
    </message>
    <message>
        <source>Country: {value}</source>
        <translation>Land: {value}</translation>
    </message>
    <message>
        <source>Line: {value}</source>
        <translation>Position: {value}</translation>
    </message>
    <message>
        <source>Article: {value}</source>
        <translation>Artikel: {value}</translation>
    </message>
    <message>
        <source>Articles: {value}</source>
        <translation>Artikel: {value}</translation>
    </message>
    <message>
        <source>Quantity: {value}</source>
        <translation>Menge: {value}</translation>
    </message>
    <message>
        <source>Net: {value}</source>
        <translation>Netto: {value}</translation>
    </message>
    <message>
        <source>Gross: {value}</source>
        <translation>Brutto: {value}</translation>
    </message>
    <message>
        <source>Tax rate: {value}%</source>
        <translation>Steuersatz: {value} %</translation>
    </message>
    <message>
        <source>Characters: {value}</source>
        <translation>Zeichen: {value}</translation>
    </message>
    <message>
        <source>Allowed: {value}</source>
        <translation>Erlaubt: {value}</translation>
    </message>
    <message>
        <source>Held: {reason}</source>
        <translation>Angehalten: {reason}</translation>
    </message>
    <message>
        <source>Agree, or ship all the same. TEMU agrees by itself after a day.</source>
        <translation>Zustimmen oder trotzdem versenden. Nach einem Tag stimmt TEMU von selbst zu.</translation>
    </message>
    <message>
        <source>It goes on by itself when TEMU is done.</source>
        <translation>Er läuft von selbst weiter, wenn TEMU fertig ist.</translation>
    </message>
    <message>
        <source>It goes on by itself with the new address.</source>
        <translation>Er läuft mit der neuen Adresse von selbst weiter.</translation>
    </message>
    <message>
        <source>Look at the list on the overview and let it go there if it is right.</source>
        <translation>Die Liste in der Übersicht ansehen und dort freigeben, wenn sie stimmt.</translation>
    </message>
    <message>
        <source>Create the article in JTL, or set another one with 'Repair'.</source>
        <translation>Den Artikel in JTL anlegen oder mit „Berichtigen“ einen anderen setzen.</translation>
    </message>
    <message>
        <source>The order is not handed to JTL meanwhile.</source>
        <translation>Der Auftrag geht so lange nicht an JTL.</translation>
    </message>
    <message>
        <source>Seen to by {name}, {time}</source>
        <translation>Gesehen von {name}, {time}</translation>
    </message>
    <message>
        <source>New address: {address}</source>
        <translation>Neue Adresse: {address}</translation>
    </message>
    <message>
        <source>Pieces to ship: {pieces}</source>
        <translation>Zu versenden: {pieces}</translation>
    </message>
    <message>
        <source>Have the delivery signed for.</source>
        <translation>Zustellung gegen Unterschrift.</translation>
    </message>
    <message>
        <source>The buyer changed the address.</source>
        <translation>Der Käufer hat die Adresse geändert.</translation>
    </message>
    <message>
        <source>Only TEMU's own labels are allowed.</source>
        <translation>Nur Versandetiketten von TEMU sind erlaubt.</translation>
    </message>
    <message>
        <source>FedEx is not allowed.</source>
        <translation>FedEx ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>USPS is not allowed.</source>
        <translation>USPS ist nicht erlaubt.</translation>
    </message>
    <message>
        <source>The buyer picks it up.</source>
        <translation>Der Käufer holt selbst ab.</translation>
    </message>
    <message>
        <source>Prices are missing.</source>
        <translation>Preise fehlen.</translation>
    </message>
    <message>
        <source>Name or address fill the room there is; the end may be missing. Compare with TEMU.</source>
        <translation>Namen und Anschrift füllen den Platz, den es gibt; das Ende kann fehlen. Mit TEMU vergleichen.</translation>
    </message>
    <message>
        <source>The deadline is near.</source>
        <translation>Die Frist ist nah.</translation>
    </message>
    <message>
        <source>The deadline is over.</source>
        <translation>Die Frist ist vorbei.</translation>
    </message>
    <message>
        <source>The buyer wants to cancel.</source>
        <translation>Der Käufer möchte stornieren.</translation>
    </message>
    <message>
        <source>The buyer is changing the address.</source>
        <translation>Der Käufer ändert die Adresse.</translation>
    </message>
    <message>
        <source>TEMU is checking the order.</source>
        <translation>TEMU prüft den Auftrag.</translation>
    </message>
    <message>
        <source>Carriers not allowed: {names}</source>
        <translation>Nicht erlaubte Versanddienstleister: {names}</translation>
    </message>
</context>
<context>
    <name>OrderEvents</name>
    <message>
        <source>Document for JTL made</source>
        <translation>Beleg für JTL erstellt</translation>
    </message>
    <message>
        <source>Asked JTL how an unclear hand-over ended</source>
        <translation>JTL gefragt, wie eine unklare Übergabe ausging</translation>
    </message>
    <message>
        <source>JTL had the order already</source>
        <translation>JTL hatte den Auftrag schon</translation>
    </message>
    <message>
        <source>Handed to JTL's inbox</source>
        <translation>An den Eingang von JTL übergeben</translation>
    </message>
    <message>
        <source>Created in JTL</source>
        <translation>In JTL angelegt</translation>
    </message>
    <message>
        <source>JTL did not create the order</source>
        <translation>JTL hat den Auftrag nicht angelegt</translation>
    </message>
    <message>
        <source>Reported to TEMU as shipped</source>
        <translation>An TEMU als versandt gemeldet</translation>
    </message>
    <message>
        <source>TEMU refused the shipment</source>
        <translation>TEMU hat die Versandmeldung abgelehnt</translation>
    </message>
    <message>
        <source>Cancelled at TEMU; JTL has it already</source>
        <translation>Bei TEMU storniert; JTL hat ihn schon</translation>
    </message>
    <message>
        <source>Address changed at TEMU; JTL has the old one</source>
        <translation>Adresse bei TEMU geändert; JTL hat die alte</translation>
    </message>
    <message>
        <source>Buyer wants to cancel; JTL has the order already</source>
        <translation>Käufer möchte stornieren; JTL hat den Auftrag schon</translation>
    </message>
    <message>
        <source>Shipped elsewhere, not from here</source>
        <translation>Anderswo versandt, nicht von hier</translation>
    </message>
    <message>
        <source>Cancellation granted at TEMU</source>
        <translation>Storno bei TEMU bestätigt</translation>
    </message>
    <message>
        <source>The wish to cancel is over</source>
        <translation>Der Stornowunsch hat sich erledigt</translation>
    </message>
    <message>
        <source>Export again asked for</source>
        <translation>Erneute Übergabe verlangt</translation>
    </message>
    <message>
        <source>Tracking numbers looked up by hand</source>
        <translation>Sendungsnummern von Hand gesucht</translation>
    </message>
    <message>
        <source>Marked as handled</source>
        <translation>Als erledigt markiert</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>in Prüfung</translation>
    </message>
    <message>
        <source>to be shipped</source>
        <translation>zu versenden</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>storniert</translation>
    </message>
    <message>
        <source>shipped</source>
        <translation>versandt</translation>
    </message>
    <message>
        <source>received</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>shipped in part</source>
        <translation>teilweise versandt</translation>
    </message>
    <message>
        <source>received in part</source>
        <translation>teilweise zugestellt</translation>
    </message>
    <message>
        <source>net {net}, gross {gross}</source>
        <translation>netto {net}, brutto {gross}</translation>
    </message>
    <message>
        <source>agreed to cancel</source>
        <translation>Storno zugestimmt</translation>
    </message>
    <message>
        <source>ship all the same</source>
        <translation>trotzdem versenden</translation>
    </message>
    <message>
        <source>First read from TEMU ({temu}): {ours}</source>
        <translation>Zuerst von TEMU gelesen ({temu}): {ours}</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>Cancelled at TEMU (before: {before})</source>
        <translation>Bei TEMU storniert (vorher: {before})</translation>
    </message>
    <message>
        <source>Fewer pieces at TEMU than in JTL: {pieces}</source>
        <translation>Bei TEMU weniger Stücke als in JTL: {pieces}</translation>
    </message>
    <message>
        <source>Left the warehouse; parcels: {count}</source>
        <translation>Hat das Lager verlassen; Pakete: {count}</translation>
    </message>
    <message>
        <source>No longer in force: {what}</source>
        <translation>Gilt nicht mehr: {what}</translation>
    </message>
    <message>
        <source>Report again asked for; parcels: {count}</source>
        <translation>Erneute Meldung verlangt; Pakete: {count}</translation>
    </message>
    <message>
        <source>Hold released: {reason}</source>
        <translation>Freigegeben: {reason}</translation>
    </message>
    <message>
        <source>Answer to the buyer: {answer}</source>
        <translation>Antwort an den Käufer: {answer}</translation>
    </message>
    <message>
        <source>Repaired: {what}</source>
        <translation>Berichtigt: {what}</translation>
    </message>
    <message>
        <source>Given up: {reason}</source>
        <translation>Aufgegeben: {reason}</translation>
    </message>
</context>
<context>
    <name>OrderFacts</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Amounts</source>
        <translation>Beträge</translation>
    </message>
    <message>
        <source>In JTL</source>
        <translation>In JTL</translation>
    </message>
    <message>
        <source>TEMU's remarks</source>
        <translation>Hinweise von TEMU</translation>
    </message>
    <message>
        <source>Set by people</source>
        <translation>Von Hand gesetzt</translation>
    </message>
    <message>
        <source>After-sales cases</source>
        <translation>Retouren</translation>
    </message>
    <message>
        <source>TEMU gives no address yet.</source>
        <translation>TEMU nennt noch keine Adresse.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Company</source>
        <translation>Firma</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>Straße</translation>
    </message>
    <message>
        <source>Addition</source>
        <translation>Zusatz</translation>
    </message>
    <message>
        <source>City</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Bundesland</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Tax number</source>
        <translation>Steuernummer</translation>
    </message>
    <message>
        <source>Not taken over yet.</source>
        <translation>Noch nicht übernommen.</translation>
    </message>
    <message>
        <source>Goods, net</source>
        <translation>Ware netto</translation>
    </message>
    <message>
        <source>Goods, gross</source>
        <translation>Ware brutto</translation>
    </message>
    <message>
        <source>Shipping, gross</source>
        <translation>Versand brutto</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>Bestellt</translation>
    </message>
    <message>
        <source>Ship by</source>
        <translation>Versenden bis</translation>
    </message>
    <message>
        <source>Deliver by</source>
        <translation>Zustellen bis</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Handed over before.</source>
        <translation>Schon früher übergeben.</translation>
    </message>
    <message>
        <source>Not handed over.</source>
        <translation>Nicht übergeben.</translation>
    </message>
    <message>
        <source>JTL order</source>
        <translation>JTL-Auftrag</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Gone since</source>
        <translation>Verschwunden seit</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>{what} (no longer in force)</source>
        <translation>{what} (gilt nicht mehr)</translation>
    </message>
    <message>
        <source>{name}, {time}</source>
        <translation>{name}, {time}</translation>
    </message>
    <message>
        <source>The address is copied.</source>
        <translation>Die Adresse ist kopiert.</translation>
    </message>
</context>
<context>
    <name>OrderLines</name>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Pieces</source>
        <translation>Stück</translation>
    </message>
    <message>
        <source>Each, gross</source>
        <translation>Einzeln, brutto</translation>
    </message>
    <message>
        <source>Total, gross</source>
        <translation>Summe, brutto</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>USt.</translation>
    </message>
    <message>
        <source>At TEMU</source>
        <translation>Bei TEMU</translation>
    </message>
    <message>
        <source>Units to ship: {count}</source>
        <translation>Zu versenden: {count}</translation>
    </message>
    <message>
        <source>Units ordered: {count}</source>
        <translation>Bestellt: {count}</translation>
    </message>
    <message>
        <source>Units cancelled: {count}</source>
        <translation>Storniert: {count}</translation>
    </message>
    <message>
        <source>Pieces per unit: {count}</source>
        <translation>Stück je Einheit: {count}</translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>{count} gefunden</translation>
    </message>
    <message>
        <source>over {count} found</source>
        <translation>über {count} gefunden</translation>
    </message>
</context>
<context>
    <name>OrderRefusals</name>
    <message>
        <source>The order was never handed to JTL.</source>
        <translation>Der Auftrag wurde nie an JTL übergeben.</translation>
    </message>
    <message>
        <source>The order is cancelled.</source>
        <translation>Der Auftrag ist storniert.</translation>
    </message>
    <message>
        <source>The order has left already.</source>
        <translation>Der Auftrag ist schon versandt.</translation>
    </message>
    <message>
        <source>TEMU does not have it open any more.</source>
        <translation>Bei TEMU ist er nicht mehr offen.</translation>
    </message>
    <message>
        <source>JTL has the order.</source>
        <translation>JTL hat den Auftrag.</translation>
    </message>
    <message>
        <source>JTL does not have the order.</source>
        <translation>JTL hat den Auftrag nicht.</translation>
    </message>
    <message>
        <source>No parcel was refused.</source>
        <translation>Kein Paket wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The order is not held any more.</source>
        <translation>Der Auftrag ist nicht mehr angehalten.</translation>
    </message>
    <message>
        <source>No buyer waits for an answer.</source>
        <translation>Kein Käufer wartet auf eine Antwort.</translation>
    </message>
    <message>
        <source>JTL has the order; change it there.</source>
        <translation>JTL hat den Auftrag; dort ändern.</translation>
    </message>
    <message>
        <source>The order is settled already.</source>
        <translation>Der Auftrag ist schon abgeschlossen.</translation>
    </message>
    <message>
        <source>The order is not rejected any more.</source>
        <translation>Der Auftrag ist nicht mehr abgelehnt.</translation>
    </message>
    <message>
        <source>Nothing is open about this order.</source>
        <translation>Zu diesem Auftrag ist nichts offen.</translation>
    </message>
    <message>
        <source>The order is not taken over yet.</source>
        <translation>Der Auftrag ist noch nicht übernommen.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message>
        <source>This country is not known. Enter its name or its two letters.</source>
        <translation>Dieses Land ist nicht bekannt. Namen oder zwei Buchstaben eingeben.</translation>
    </message>
    <message>
        <source>Enter an article number.</source>
        <translation>Eine Artikelnummer eingeben.</translation>
    </message>
    <message>
        <source>The article number has more than 100 characters.</source>
        <translation>Die Artikelnummer hat mehr als 100 Zeichen.</translation>
    </message>
    <message>
        <source>Pieces per unit must be a whole number from 1 on.</source>
        <translation>Stück je Einheit muss eine ganze Zahl ab 1 sein.</translation>
    </message>
    <message>
        <source>The quantity is out of range.</source>
        <translation>Die Menge liegt außerhalb des Möglichen.</translation>
    </message>
    <message>
        <source>Enter a whole number.</source>
        <translation>Eine ganze Zahl eingeben.</translation>
    </message>
    <message>
        <source>Enter a number, for example 8,40.</source>
        <translation>Eine Zahl eingeben, zum Beispiel 8,40.</translation>
    </message>
    <message>
        <source>The tax rate must lie from 0 to 99.</source>
        <translation>Der Steuersatz muss zwischen 0 und 99 liegen.</translation>
    </message>
    <message>
        <source>Prices must be above 0.</source>
        <translation>Preise müssen über 0 liegen.</translation>
    </message>
    <message>
        <source>Net, gross and tax rate do not fit together.</source>
        <translation>Netto, Brutto und Steuersatz passen nicht zusammen.</translation>
    </message>
    <message>
        <source>Give a reason of at most 500 characters.</source>
        <translation>Einen Grund mit höchstens 500 Zeichen nennen.</translation>
    </message>
    <message>
        <source>Change at least one value.</source>
        <translation>Mindestens eine Angabe ändern.</translation>
    </message>
    <message>
        <source>The order does not have this line any more.</source>
        <translation>Der Auftrag hat diese Position nicht mehr.</translation>
    </message>
    <message>
        <source>This value will not do.</source>
        <translation>Diese Angabe geht nicht.</translation>
    </message>
</context>
<context>
    <name>OrderSearch</name>
    <message>
        <source>Number, parcel, SKU, name or post code</source>
        <translation>Nummer, Paket, SKU, Name oder PLZ</translation>
    </message>
    <message>
        <source>Search orders</source>
        <translation>Aufträge suchen</translation>
    </message>
</context>
<context>
    <name>OrderTable</name>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>No order fits</source>
        <translation>Kein Auftrag passt</translation>
    </message>
    <message>
        <source>Nothing here needs doing, or the search finds nothing.</source>
        <translation>Hier ist nichts zu tun, oder die Suche findet nichts.</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>Alle Aufträge zeigen</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>Noch keine Aufträge</translation>
    </message>
    <message>
        <source>Orders appear here as soon as the orders job has read them from TEMU.</source>
        <translation>Aufträge erscheinen hier, sobald der Auftragslauf sie von TEMU gelesen hat.</translation>
    </message>
</context>
<context>
    <name>OrderTimeline</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>orders job</source>
        <translation>Auftragslauf</translation>
    </message>
    <message>
        <source>Enter opens the run</source>
        <translation>Enter öffnet den Lauf</translation>
    </message>
</context>
<context>
    <name>OrderView</name>
    <message>
        <source>Copy the number</source>
        <translation>Nummer kopieren</translation>
    </message>
    <message>
        <source>Log lines about this order</source>
        <translation>Protokoll zu diesem Auftrag</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Parts of the order</source>
        <translation>Teile des Auftrags</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Known from TEMU, not taken over yet.</source>
        <translation>Von TEMU bekannt, noch nicht übernommen.</translation>
    </message>
    <message>
        <source>Pieces: {count}</source>
        <translation>Stück: {count}</translation>
    </message>
    <message>
        <source>JTL: {number}</source>
        <translation>JTL: {number}</translation>
    </message>
    <message>
        <source>Ship by: {time}</source>
        <translation>Versenden: {time}</translation>
    </message>
    <message>
        <source>Parcels</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>The number is copied.</source>
        <translation>Die Nummer ist kopiert.</translation>
    </message>
</context>
<context>
    <name>OrderWords</name>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Cancelled, in JTL</source>
        <translation>Storniert, in JTL</translation>
    </message>
    <message>
        <source>External</source>
        <translation>Extern</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>On its way to JTL</source>
        <translation>Unterwegs zu JTL</translation>
    </message>
    <message>
        <source>Not in JTL</source>
        <translation>Nicht in JTL</translation>
    </message>
    <message>
        <source>Gone from JTL</source>
        <translation>Fehlt in JTL</translation>
    </message>
    <message>
        <source>In JTL</source>
        <translation>In JTL</translation>
    </message>
    <message>
        <source>Shipped</source>
        <translation>Versandt</translation>
    </message>
    <message>
        <source>Not reported</source>
        <translation>Nicht gemeldet</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>Ordered at TEMU</source>
        <translation>Bei TEMU bestellt</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Reported to TEMU</source>
        <translation>An TEMU gemeldet</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>needs a person</source>
        <translation>braucht eine Person</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>kommt noch</translation>
    </message>
    <message>
        <source>does not happen</source>
        <translation>entfällt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
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
        <source>To be reported</source>
        <translation>Zu melden</translation>
    </message>
    <message>
        <source>Needs a person</source>
        <translation>Braucht eine Person</translation>
    </message>
    <message>
        <source>Export again</source>
        <translation>Erneut übergeben</translation>
    </message>
    <message>
        <source>Look up tracking</source>
        <translation>Sendungsnummer suchen</translation>
    </message>
    <message>
        <source>Report again</source>
        <translation>Erneut melden</translation>
    </message>
    <message>
        <source>Mark as handled</source>
        <translation>Als erledigt markieren</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Agree to cancel</source>
        <translation>Storno zustimmen</translation>
    </message>
    <message>
        <source>Ship all the same</source>
        <translation>Trotzdem versenden</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Given up</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>Hold released</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Answer to the buyer</source>
        <translation>Antwort an den Käufer</translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>All orders</source>
        <translation>Alle Aufträge</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>No order {number} in this shop.</source>
        <translation>Kein Auftrag {number} in diesem Shop.</translation>
    </message>
</context>
<context>
    <name>OrdersTable</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Auftrag</translation>
    </message>
    <message>
        <source>Buyer</source>
        <translation>Käufer</translation>
    </message>
    <message>
        <source>Ship by</source>
        <translation>Versenden bis</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>Bestellt</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Lines: {lines}, pieces: {pieces}</source>
        <translation>Positionen: {lines}, Stück: {pieces}</translation>
    </message>
</context>
<context>
    <name>ParcelList</name>
    <message>
        <source>No parcel yet. JTL tells of it when the order has left.</source>
        <translation>Noch kein Paket. JTL meldet es, wenn der Auftrag das Haus verlassen hat.</translation>
    </message>
    <message>
        <source>No number</source>
        <translation>Keine Nummer</translation>
    </message>
    <message>
        <source>Contents: {units}</source>
        <translation>Inhalt: {units}</translation>
    </message>
    <message>
        <source>shipped {time}</source>
        <translation>versandt {time}</translation>
    </message>
    <message>
        <source>reported {time}</source>
        <translation>gemeldet {time}</translation>
    </message>
    <message>
        <source>delivery note {number}</source>
        <translation>Lieferschein {number}</translation>
    </message>
    <message>
        <source>TEMU has {number}</source>
        <translation>TEMU hat {number}</translation>
    </message>
    <message>
        <source>Refused: {reason}</source>
        <translation>Abgelehnt: {reason}</translation>
    </message>
</context>
<context>
    <name>RepairDialog</name>
    <message>
        <source>Repair order {number}</source>
        <translation>Auftrag {number} berichtigen</translation>
    </message>
    <message>
        <source>Save and carry on</source>
        <translation>Speichern und weiter</translation>
    </message>
    <message>
        <source>Rejected because: {reason}</source>
        <translation>Abgelehnt, weil: {reason}</translation>
    </message>
    <message>
        <source>Pieces per unit</source>
        <translation>Stück je Einheit</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Menge</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netto</translation>
    </message>
    <message>
        <source>Gross</source>
        <translation>Brutto</translation>
    </message>
    <message>
        <source>Tax rate in %</source>
        <translation>Steuersatz in %</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>Artikel</translation>
    </message>
    <message>
        <source>Prices are those of one unit.</source>
        <translation>Preise gelten für eine Einheit.</translation>
    </message>
    <message>
        <source>Only what you change is set. It holds until TEMU says something else.</source>
        <translation>Nur was geändert wird, wird gesetzt. Es gilt, bis TEMU etwas anderes sagt.</translation>
    </message>
</context>
</TS>