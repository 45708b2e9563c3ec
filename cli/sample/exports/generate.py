#!/usr/bin/env python3
"""Makes the sample exports anew. Every name, number, word and picture here is invented; README.md says where each form was read.

    pip install Pillow==13.0.0 openpyxl==3.1.5
    python3 cli/sample/exports/generate.py
"""

import base64
import io
import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
from PIL import Image, ImageDraw

HERE = Path(__file__).parent
HIS = "+77010000001"
HERS = "77010000002"
LRM, NARROW, NBSP, HYPHEN = "\u200e", "\u202f", "\u00a0", "\u2011"


def picture(colour, kind="JPEG"):
    image = Image.new("RGB", (48, 32), "#1b2333")
    ImageDraw.Draw(image).rectangle((8, 8, 30, 24), fill=colour)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def packed(name, entries):
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as out:
        for entry, content in entries:
            info = zipfile.ZipInfo(entry, date_time=(2025, 3, 14, 9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, content)


def whatsapp_android():
    lines = [
        "12.03.2025, 21:04 - Сообщения и звонки защищены сквозным шифрованием. Третьи лица, включая WhatsApp, не могут прочитать ваши "
        "сообщения или прослушать звонки. Подробнее.",
        "12.03.2025, 21:05 - Сосед: Открой дверь\nвторой раз прошу",
        "12.03.2025, 21:05 - Сосед: Открой дверь\nвторой раз прошу",
        f"12.03.2025, 21:06 - Сосед: {LRM}IMG-20250312-WA0001.jpg (файл добавлен)\nвот твоё окно",
        "12.03.2025, 21:07 - Дана: Не пишите мне больше",
        "12.03.2025, 21:07 - Сосед: Данное сообщение удалено",
        "12.03.2025, 21:08 - Сосед: Пропущенный аудиозвонок",
        "13.03.2025, 07:30 - Сосед: <Без медиафайлов>",
        f"13.03.2025, 07:31 - Сосед: {LRM}IMG-20250313-WA0002.jpg (файл добавлен)",
        "13.03.2025, 07:32 - Сосед: Жду у подъезда <Сообщение изменено>",
    ]
    # The second picture is named and not there: an export keeps ten thousand of them at most.
    packed("WhatsApp Chat with Sosed.zip", [
        ("WhatsApp Chat with Sosed.txt", "\n".join(lines) + "\n"),
        ("IMG-20250312-WA0001.jpg", picture("#f2d27a")),
    ])


def whatsapp_ios():
    number = f"\u202a+7{NBSP}701{NBSP}000{HYPHEN}00{HYPHEN}01\u202c"
    lines = [
        f"[3/12/25, 9:04:59{NARROW}PM] {number}: {LRM}Сообщения и звонки защищены сквозным шифрованием.",
        f"{LRM}[3/12/25, 9:05:33{NARROW}PM] {number}: {LRM}<прикреплено: 00000012-PHOTO-2025-03-12-21-05-33.jpg>",
        f"[3/12/25, 9:06:01{NARROW}PM] {number}: Выйди",
        f"[3/13/25, 8:00:10{NARROW}AM] {number}: {LRM}Voice call. {LRM}12 min",
        f"[3/13/25, 8:20:10{NARROW}AM] {number}: {LRM}Missed voice call. {LRM}Tap to call back",
        f"[3/13/25, 8:21:00{NARROW}PM] ~{NARROW}Ержан: Он спрашивал, где ты",
        f"[3/13/25, 8:22:00{NARROW}PM] Дана: {LRM}image omitted",
    ]
    packed("WhatsApp Chat - Sosed.zip", [
        ("_chat.txt", "\r\n".join(lines) + "\r\n"),
        ("00000012-PHOTO-2025-03-12-21-05-33.jpg", picture("#7a2f2f")),
    ])


def whatsapp_kazakh():
    lines = [
        "12.03.2025, 21:05 - Көрші: Есікті аш",
        "12.03.2025, 21:06 - Көрші: <Файл қосылған жоқ>",
        "12.03.2025, 21:07 - Көрші: Жауапсыз қоңырау",
        "13.03.2025, 21:07 - Көрші: орналасуы: https://maps.google.com/?q=43.65,51.16",
    ]
    (HERE / "WhatsApp kk.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def message(number, at, who, account, **more):
    base = {"id": number, "type": "message", "date": at.strftime("%Y-%m-%dT%H:%M:%S"),
            "date_unixtime": str(int((at - timedelta(hours=5) - datetime(1970, 1, 1)).total_seconds())), "from": who, "from_id": account}
    return base | more


def telegram():
    start = datetime(2025, 3, 12, 21, 5, 33)
    his, hers = ("Сосед", "user1000001"), ("Дана", "user1000002")
    call = message(7, start, *his, text="", text_entities=[])
    call = {("actor" if key == "from" else "actor_id" if key == "from_id" else key): value for key, value in call.items()}
    call |= {"type": "service", "action": "phone_call", "discard_reason": "missed"}
    messages = [
        call,
        message(8, start + timedelta(minutes=1), *his, text=["Я ", {"type": "bold", "text": "внизу"}, " BELL"], text_entities=[]),
        message(9, start + timedelta(minutes=2), *his, photo="photos/photo_1@12-03-2025_21-07-33.jpg", width=48, height=32, text="", text_entities=[]),
        message(10, start + timedelta(minutes=3), *hers, text="Уходите", text_entities=[]),
        message(11, start + timedelta(minutes=4), *his, file="(File not included. Change data exporting settings to download.)",
                media_type="voice_message", mime_type="audio/ogg", duration_seconds=4, text="", text_entities=[]),
    ]
    chat = {"name": "Сосед", "type": "personal_chat", "id": 1000001, "messages": messages}
    folder = HERE / "ChatExport_2025-03-14"
    (folder / "photos").mkdir(parents=True, exist_ok=True)
    # The program writes control characters so, which is no JSON.
    text = json.dumps(chat, ensure_ascii=False, indent=1).replace("BELL", "\\x07")
    (folder / "result.json").write_text(text, encoding="utf-8")
    (folder / "photos" / "photo_1@12-03-2025_21-07-33.jpg").write_bytes(picture("#3b3f52"))
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1000002, "first_name": "Дана", "last_name": "", "phone_number": "+7 701 000 00 02", "bio": ""},
        "contacts": {"about": "", "list": []},
        "sessions": {"about": "", "list": [{"last_ip": "192.0.2.1", "device_model": "Phone 1"}]},
        "chats": {"about": "", "list": [chat, {"type": "saved_messages", "id": 1000002, "messages": []}]},
    }
    text = json.dumps(account, ensure_ascii=False, indent=1).replace("BELL", "\\x07")
    (HERE / "telegram-account.json").write_text(text, encoding="utf-8")


def sms():
    data = base64.b64encode(picture("#555a66", "PNG")).decode()
    text = f"""<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<!--File Created By SMS Backup & Restore v10.20.002 on 12.03.2025 21:10:00-->
<?xml-stylesheet type="text/xsl" href="sms.xsl"?>
<smses count="3" backup_set="00000000-0000-4000-8000-000000000115" backup_date="1741795800000" type="full">
  <sms protocol="0" address="{HIS}" date="1741795560000" type="1" subject="null" body="Выйди &#55357;&#56832;" toa="null" sc_toa="null" service_center="null" read="1" status="-1" locked="0" date_sent="1741795559000" sub_id="1" readable_date="12 мар. 2025 г. 21:06:00" contact_name="(Unknown)" />
  <mms date="1741795620000" msg_box="1" address="{HIS}" m_type="132" sub="null" text_only="0" readable_date="12 мар. 2025 г. 21:07:00" contact_name="(Unknown)">
    <parts>
      <part seq="-1" ct="application/smil" name="null" chset="null" cd="null" fn="null" cid="&lt;smil&gt;" cl="smil.xml" ctt_s="null" ctt_t="null" text="&lt;smil>&lt;/smil>" />
      <part seq="0" ct="text/plain" name="null" chset="106" cd="null" fn="null" cid="&lt;text&gt;" cl="text_0.txt" ctt_s="null" ctt_t="null" text="Смотри" />
      <part seq="1" ct="image/png" name="null" chset="null" cd="null" fn="null" cid="&lt;image&gt;" cl="window.png" ctt_s="null" ctt_t="null" text="null" data="{data}" />
    </parts>
    <addrs>
      <addr address="{HIS}" type="137" charset="106" />
      <addr address="insert-address-token" type="151" charset="106" />
    </addrs>
  </mms>
  <sms protocol="0" address="Kaspi" date="1741795680000" type="1" subject="null" body="Код 0000" toa="null" sc_toa="null" service_center="null" read="1" status="-1" locked="0" date_sent="0" sub_id="1" readable_date="12 мар. 2025 г. 21:08:00" contact_name="(Unknown)" />
</smses>
"""
    (HERE / "sms-20250312211000.xml").write_text(text, encoding="utf-8")


BILL = [
    (datetime(2025, 3, 12, 21, 5, 0), "Входящий", HERS, "77010000001", timedelta(minutes=1, seconds=12)),
    (datetime(2025, 3, 12, 21, 9, 30), "Исходящий", HERS, "77010000009", timedelta(seconds=48)),
    (datetime(2025, 3, 13, 0, 15, 2), "Входящий", HERS, "87010000001", timedelta(seconds=5)),
]
HEADINGS = ["Дата и время", "Направление", "Номер абонента", "Номер Б", "Длительность"]


def bill():
    rows = [";".join([at.strftime("%d.%m.%Y %H:%M:%S"), way, own, other, f"0{lasted}"]) for at, way, own, other, lasted in BILL]
    (HERE / "bill.csv").write_text("\r\n".join([";".join(HEADINGS), *rows]) + "\r\n", encoding="utf-8")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Детализация за март 2025"])
    sheet.append([])
    sheet.append(HEADINGS)
    for at, way, own, other, lasted in BILL:
        # Numbers as numbers, as most programs write them.
        sheet.append([at, way, int(own), int(other), lasted])
    book.save(HERE / "bill.xlsx")


def own():
    rows = [
        {"kind": "call", "at": "2025-03-12T21:05:00+05:00", "number": HIS, "direction": "missed", "seconds": 0},
        {"kind": "msg", "at": "2025-03-12T21:06:00+05:00", "number": HIS, "direction": "incoming", "text": "Аш!", "channel": "other"},
    ]
    (HERE / "rows.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (HERE / "rows.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    whatsapp_android()
    whatsapp_ios()
    whatsapp_kazakh()
    telegram()
    sms()
    bill()
    own()
