-- A merchant's database as the program before this one left it: the first five tables, with rows.
-- Written for SQL Server; the test replaces the few words that other engines spell differently.

CREATE TABLE temu_orders (
    id INT IDENTITY(1,1) PRIMARY KEY,
    bestell_id NVARCHAR(50) NOT NULL UNIQUE,
    bestellstatus NVARCHAR(50),
    kaufdatum DATETIME,
    name_empfaenger NVARCHAR(200),
    vorname_empfaenger NVARCHAR(100),
    nachname_empfaenger NVARCHAR(100),
    telefon_empfaenger NVARCHAR(50),
    email NVARCHAR(255),
    strasse NVARCHAR(200),
    adresszusatz NVARCHAR(200),
    plz NVARCHAR(20),
    ort NVARCHAR(100),
    bundesland NVARCHAR(100),
    land NVARCHAR(50),
    land_iso NVARCHAR(2),
    versandkosten DECIMAL(10,2),
    versanddienstleister NVARCHAR(100),
    trackingnummer NVARCHAR(100),
    versanddatum DATETIME,
    status NVARCHAR(50) DEFAULT 'importiert',
    xml_erstellt BIT DEFAULT CAST(0 AS BIT),
    temu_gemeldet BIT DEFAULT CAST(0 AS BIT),
    created_at DATETIME DEFAULT GETDATE(),
    updated_at DATETIME DEFAULT GETDATE()
);

CREATE INDEX idx_temu_orders_bestell_id ON temu_orders (bestell_id);
CREATE INDEX idx_temu_orders_status ON temu_orders (status);
CREATE INDEX idx_temu_orders_tracking ON temu_orders (trackingnummer);

CREATE TABLE temu_order_items (
    id INT IDENTITY(1,1) PRIMARY KEY,
    order_id INT NOT NULL,
    bestell_id NVARCHAR(50) NOT NULL,
    bestellartikel_id NVARCHAR(50) NOT NULL UNIQUE,
    produktname NVARCHAR(500),
    sku NVARCHAR(100),
    sku_id NVARCHAR(100),
    variation NVARCHAR(200),
    menge DECIMAL(10,2),
    netto_einzelpreis DECIMAL(10,2),
    brutto_einzelpreis DECIMAL(10,2),
    gesamtpreis_netto DECIMAL(10,2),
    gesamtpreis_brutto DECIMAL(10,2),
    mwst_satz DECIMAL(5,2) DEFAULT 19.00,
    created_at DATETIME DEFAULT GETDATE(),
    CONSTRAINT FK_order_items_orders FOREIGN KEY (order_id)
        REFERENCES temu_orders (id) ON DELETE CASCADE
);

CREATE INDEX idx_order_items_order_id ON temu_order_items (order_id);
CREATE INDEX idx_order_items_bestellartikel_id ON temu_order_items (bestellartikel_id);
CREATE INDEX idx_order_items_bestell_id ON temu_order_items (bestell_id);

CREATE TABLE temu_xml_export (
    id INT IDENTITY(1,1) PRIMARY KEY,
    bestell_id NVARCHAR(50) NOT NULL,
    xml_content NVARCHAR(MAX) NOT NULL,
    status NVARCHAR(50) DEFAULT 'pending',
    verarbeitet BIT DEFAULT CAST(0 AS BIT),
    created_at DATETIME DEFAULT GETDATE(),
    processed_at DATETIME
);

CREATE TABLE temu_products (
    id INT IDENTITY(1,1) PRIMARY KEY,
    sku NVARCHAR(100) NOT NULL UNIQUE,
    goods_id BIGINT NOT NULL,
    sku_id BIGINT NULL,
    goods_name NVARCHAR(500),
    jtl_article_id INT NULL,
    is_active BIT DEFAULT CAST(1 AS BIT),
    synced_at DATETIME,
    created_at DATETIME DEFAULT GETDATE(),
    updated_at DATETIME DEFAULT GETDATE()
);

CREATE INDEX idx_temu_products_goods_id ON temu_products (goods_id);

CREATE TABLE temu_inventory (
    id INT IDENTITY(1,1) PRIMARY KEY,
    product_id INT NOT NULL,
    jtl_article_id INT,
    jtl_stock INT NOT NULL DEFAULT 0,
    temu_stock INT NOT NULL DEFAULT 0,
    needs_sync BIT NOT NULL DEFAULT CAST(0 AS BIT),
    last_synced_to_temu DATETIME,
    created_at DATETIME DEFAULT GETDATE(),
    updated_at DATETIME DEFAULT GETDATE(),
    CONSTRAINT FK_inventory_products FOREIGN KEY (product_id)
        REFERENCES temu_products (id) ON DELETE CASCADE
);

CREATE INDEX idx_temu_inventory_product_id ON temu_inventory (product_id);
CREATE INDEX idx_temu_inventory_needs_sync ON temu_inventory (needs_sync);

INSERT INTO temu_orders (bestell_id, bestellstatus, kaufdatum, name_empfaenger, vorname_empfaenger,
    nachname_empfaenger, telefon_empfaenger, email, strasse, adresszusatz, plz, ort, bundesland, land,
    land_iso, versandkosten, versanddienstleister, trackingnummer, versanddatum, status, xml_erstellt,
    temu_gemeldet, created_at, updated_at)
VALUES
    (N'PO-076-20358821100632341', N'Versendet', '2024-10-27T02:30:00', N'Jürgen Größer', N'Jürgen',
     N'Größer', N'+49 170 5550123', N'9f2c@mail.temu.com', N'Müllerstraße 7', N'c/o Weiß', N'13353', N'Berlin',
     N'Berlin', N'Germany', N'DE', 3.36, N'DHL', N'00340434161094021501', '2024-10-28T16:05:12.347',
     N'versendet', CAST(1 AS BIT), CAST(1 AS BIT), '2024-10-27T02:45:10.117', '2024-10-28T16:06:00'),
    (N'PO-076-20358821100632342', N'Zu versenden', '2025-03-30T01:59:59', N'Zoë Ólafsdóttir', N'Zoë',
     N'Ólafsdóttir', NULL, NULL, N'Größte Straße 1 "Hof"', N'', N'01067', N'Görlitz', N'Sachsen', N'Germany',
     N'DE', 0.00, NULL, NULL, NULL, N'xml_erstellt', CAST(1 AS BIT), CAST(0 AS BIT), '2025-03-30T03:00:01',
     '2025-03-30T03:00:01'),
    (N'PO-041-00000000000000001', N'Zu versenden', '2025-05-01T12:00:00', N'李小龍 😀', N'小龍', N'李', N'0664 1234567',
     N'käufer@example.at', N'O''Brien-Gasse 5', NULL, N'1010', N'Wien', NULL, N'Austria', N'AT', 12345678.90,
     NULL, NULL, NULL, N'importiert', CAST(0 AS BIT), CAST(0 AS BIT), '2025-05-01T12:05:00',
     '2025-05-01T12:05:00'),
    (N'PO-076-20358821100632343', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
     NULL, NULL, NULL, NULL, NULL, N'storniert', NULL, NULL, NULL, NULL);

INSERT INTO temu_order_items (order_id, bestell_id, bestellartikel_id, produktname, sku, sku_id, variation,
    menge, netto_einzelpreis, brutto_einzelpreis, gesamtpreis_netto, gesamtpreis_brutto, mwst_satz, created_at)
VALUES
    (1, N'PO-076-20358821100632341', N'076-20358821100632341-1', N'Sessel „Gemütlich“, grün', N'CRUNCHY-ARMCHAIR',
     N'17592410482511', N'Grün, 1 Stück', 2.00, 41.17, 48.99, 82.34, 97.98, 19.00, '2024-10-27T02:45:10.120'),
    (1, N'PO-076-20358821100632341', N'076-20358821100632341-2', N'Buch über Äpfel', N'apfel-buch ', NULL, NULL,
     1.00, 9.34, 9.99, 9.34, 9.99, 7.00, '2024-10-27T02:45:10.120'),
    (2, N'PO-076-20358821100632342', N'076-20358821100632342-1', NULL, N'ÖL-5L', N'17592410482512', N'5 l', 1.00,
     NULL, NULL, NULL, NULL, NULL, NULL),
    (3, N'PO-041-00000000000000001', N'041-00000000000000001-1', N'Tee 🍵', N'TEA', N'17592410482513', NULL, 10.00,
     0.01, 0.01, 0.10, 0.12, 20.00, '2025-05-01T12:05:00');

INSERT INTO temu_xml_export (bestell_id, xml_content, status, verarbeitet, created_at, processed_at)
VALUES
    (N'PO-076-20358821100632341', N'<?xml version="1.0" encoding="ISO-8859-1"?><tBestellungen><cName>Größer</cName></tBestellungen>',
     N'processed', CAST(1 AS BIT), '2024-10-27T03:00:00', '2024-10-27T03:00:05.003'),
    (N'PO-076-20358821100632342', N'<tBestellungen>&#8364;</tBestellungen>', N'pending', CAST(0 AS BIT),
     '2025-03-30T03:05:00', NULL);

INSERT INTO temu_products (sku, goods_id, sku_id, goods_name, jtl_article_id, is_active, synced_at, created_at,
    updated_at)
VALUES
    (N'CRUNCHY-ARMCHAIR', 605123456789012345, 17592410482511, N'Sessel „Gemütlich“', 4711, CAST(1 AS BIT),
     '2025-05-01T10:00:00', '2024-09-01T08:00:00', '2025-05-01T10:00:00'),
    (N'apfel-buch ', 605123456789012346, NULL, N'Buch über Äpfel', NULL, CAST(1 AS BIT), NULL,
     '2024-09-01T08:00:00', NULL),
    (N'ÖL-5L', 605123456789012347, 17592410482512, NULL, 4712, CAST(0 AS BIT), NULL, NULL, NULL);

INSERT INTO temu_inventory (product_id, jtl_article_id, jtl_stock, temu_stock, needs_sync, last_synced_to_temu,
    created_at, updated_at)
VALUES
    (1, 4711, 17, 12, CAST(1 AS BIT), '2025-05-01T10:05:00', '2024-09-01T08:00:00', '2025-05-01T10:00:00'),
    (3, 4712, 0, 3, CAST(0 AS BIT), NULL, NULL, NULL);
