#!/usr/bin/env python3
"""Write assets/countries.tsv, subdivisions.tsv and currencies.tsv from Debian's
iso-codes (ISO 3166-1, 3166-2, 4217) and its Spanish catalogues.

countries:    alpha-2, English, Spanish, currency, other names in use
subdivisions: code, English or local name, Spanish name when it differs, short
              forms in use
currencies:   alpha-3, English, Spanish

Sorted by code, so that the program can search by halves.
"""
import gettext
import json
import sys

ISO = "/usr/share/iso-codes/json/"

# ISO 4217 list one: the currency in use, by country.
CURRENCIES = """
AED AE|AFN AF|ALL AL|AMD AM|ANG CW SX|AOA AO|ARS AR|AUD AU CC CX HM KI NF NR TV|AWG AW|AZN AZ|
BAM BA|BBD BB|BDT BD|BGN BG|BHD BH|BIF BI|BMD BM|BND BN|BOB BO|BRL BR|BSD BS|BTN BT|BWP BW|
BYN BY|BZD BZ|CAD CA|CDF CD|CHF CH LI|CLP CL|CNY CN|COP CO|CRC CR|CUP CU|CVE CV|CZK CZ|DJF DJ|
DKK DK FO GL|DOP DO|DZD DZ|EGP EG|ERN ER|ETB ET|
EUR AD AT AX BE BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK
SM TF VA YT|FJD FJ|FKP FK|GBP GB GG GS IM JE|GEL GE|GHS GH|GIP GI|GMD GM|GNF GN|GTQ GT|GYD GY|
HKD HK|HNL HN|HTG HT|HUF HU|IDR ID|ILS IL PS|INR IN|IQD IQ|IRR IR|ISK IS|JMD JM|JOD JO|JPY JP|
KES KE|KGS KG|KHR KH|KMF KM|KPW KP|KRW KR|KWD KW|KYD KY|KZT KZ|LAK LA|LBP LB|LKR LK|LRD LR|
LSL LS|LYD LY|MAD EH MA|MDL MD|MGA MG|MKD MK|MMK MM|MNT MN|MOP MO|MRU MR|MUR MU|MVR MV|MWK MW|
MXN MX|MYR MY|MZN MZ|NAD NA|NGN NG|NIO NI|NOK BV NO SJ|NPR NP|NZD CK NU NZ PN TK|OMR OM|PAB PA|
PEN PE|PGK PG|PHP PH|PKR PK|PLN PL|PYG PY|QAR QA|RON RO|RSD RS|RUB RU|RWF RW|SAR SA|SBD SB|
SCR SC|SDG SD|SEK SE|SGD SG|SHP SH|SLE SL|SOS SO|SRD SR|SSP SS|STN ST|SVC|SYP SY|SZL SZ|THB TH|
TJS TJ|TMT TM|TND TN|TOP TO|TRY TR|TTD TT|TWD TW|TZS TZ|UAH UA|UGX UG|
USD AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI|UYU UY|UZS UZ|VES VE|VND VN|VUV VU|WST WS|
XAF CF CG CM GA GQ TD|XCD AG AI DM GD KN LC MS VC|XOF BF BJ CI GW ML NE SN TG|XPF NC PF WF|
YER YE|ZAR ZA|ZMW ZM|ZWL ZW
"""

# What people write beside the codes of ISO 3166-2.
SHORT = {
    "MX-AGU": "AGS", "MX-BCN": "BC", "MX-BCS": "BCS", "MX-CAM": "CAMP", "MX-CHP": "CHIS",
    "MX-CHH": "CHIH", "MX-CMX": "CDMX,DF,Distrito Federal,Mexico City", "MX-COA": "COAH,Coahuila",
    "MX-COL": "COL", "MX-DUR": "DGO", "MX-GRO": "GRO", "MX-GUA": "GTO", "MX-HID": "HGO",
    "MX-JAL": "JA", "MX-MEX": "EDOMEX,Edo Mex,Estado de México", "MX-MIC": "MICH,Michoacán",
    "MX-MOR": "MOR", "MX-NAY": "NAY", "MX-NLE": "NL", "MX-OAX": "OAX", "MX-PUE": "PUE",
    "MX-QUE": "QRO", "MX-ROO": "Q.R.,QROO", "MX-SIN": "SIN", "MX-SLP": "SLP", "MX-SON": "SON",
    "MX-TAB": "TAB", "MX-TAM": "TAMPS", "MX-TLA": "TLAX", "MX-VER": "VER,Veracruz",
    "MX-YUC": "YUC", "MX-ZAC": "ZAC",
    "US-DC": "Washington DC",
}

# Other words for a country, beside its three letters.
ALSO = {
    "US": "EUA,EE. UU.,United States of America,Estados Unidos de América",
    "GB": "UK,Great Britain,Gran Bretaña,England,Inglaterra", "MX": "Méjico",
    "NL": "Holland,Holanda", "CZ": "Czech Republic,República Checa", "CI": "Ivory Coast",
    "TR": "Turkey", "CD": "DR Congo", "RU": "Russia,Rusia",
    "VA": "Vatican,Vaticano", "DO": "RD", "SV": "Salvador", "PR": "Porto Rico",
}

# Where the catalogue has no Spanish word for the common name.
SPANISH = {
    "KR": "Corea del Sur", "KP": "Corea del Norte", "IR": "Irán", "SY": "Siria",
    "TR": "Turquía", "CI": "Costa de Marfil", "SX": "Isla de San Martín (zona neerlandesa)",
}


def read(name):
    with open(f"{ISO}iso_{name}.json", encoding="utf-8") as f:
        return json.load(f)[name]


def spanish(name):
    return gettext.translation(f"iso_{name}", "/usr/share/locale", ["es"]).gettext


def write(name, rows):
    with open(f"{sys.argv[1] if len(sys.argv) > 1 else 'assets'}/{name}.tsv", "w",
              encoding="utf-8") as f:
        for row in sorted(rows):
            f.write("\t".join(row) + "\n")


def countries():
    es = spanish("3166-1")
    money = {c: group.split()[0] for group in CURRENCIES.split("|") for c in group.split()[1:]}
    for c in read("3166-1"):
        name = c.get("common_name", c["name"])
        code = c["alpha_2"]
        also = ",".join(filter(None, [c["alpha_3"], ALSO.get(code)]))
        yield code, name, SPANISH.get(code) or es(name), money.get(code, ""), also


def subdivisions():
    es = spanish("3166-2")
    for s in read("3166-2"):
        # "Catalunya [Cataluña]": the name there and the one in Spanish or older
        name, _, other = s["name"].rstrip("]").partition(" [")
        local = es(s["name"]).partition(" [")[0]
        short = ",".join(filter(None, [SHORT.get(s["code"]), other if other != name else ""]))
        yield s["code"], name, local if local != name else "", short


def currencies():
    es = spanish("4217")
    for c in read("4217"):
        yield c["alpha_3"], c["name"], es(c["name"])


write("countries", countries())
write("subdivisions", subdivisions())
write("currencies", currencies())
