"""Puts the permissions and receivers of a flavour's manifest into the main one: merge.py MAIN FLAVOUR OUT."""

import sys
import xml.etree.ElementTree as xml

ANDROID = "http://schemas.android.com/apk/res/android"


def main(main_path, flavour_path, out_path):
    xml.register_namespace("android", ANDROID)
    merged = xml.parse(main_path)
    manifest = merged.getroot()
    # Gradle takes the package from its own files; aapt2 wants it here.
    manifest.set("package", "kz.zhospar")
    for element in reversed(list(xml.parse(flavour_path).getroot())):
        if element.tag == "application" and not element.attrib:
            merge_application(manifest.find("application"), element, flavour_path)
            continue
        if element.tag not in ("uses-permission", "uses-feature"):
            sys.exit(f"{flavour_path}: {element.tag} is not merged")
        manifest.insert(0, element)
    merged.write(out_path, encoding="utf-8", xml_declaration=True)


def merge_application(application, flavour, flavour_path):
    for element in flavour:
        if element.tag != "receiver":
            sys.exit(f"{flavour_path}: {element.tag} is not merged")
        application.append(element)


main(*sys.argv[1:])
