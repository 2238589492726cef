#!/usr/bin/env python3
"""Reads a Pressmark archive (format 1) without Pressmark: a folder, or the file that `export-archive` wrote.

read-archive.py ARCHIVE           lists documents and annotations and verifies every check sum; exit 1 when one is wrong
read-archive.py ARCHIVE --json    the same as one JSON value, with the reading texts

It needs Python 3.9 and its standard library, and was written from docs/archive-format.md.
"""
import datetime, hashlib, io, json, pathlib, re, sys, zipfile, zlib


def open_files(archive):
    """Gives a function that reads a file of the archive (None when it is missing), and the paths of all."""
    if zipfile.is_zipfile(archive):  # an export: the archive is the payload of a bag, under data/
        bag = zipfile.ZipFile(archive)
        names = {name[5:] for name in bag.namelist() if name.startswith("data/")}
        return (lambda path: bag.read("data/" + path) if path in names else None), names
    root = pathlib.Path(archive)
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return (lambda path: (root / path).read_bytes() if path in names else None), names


def read_journals(read, names, problems):
    """Gives every sound line of every journal once, in the order of their ids."""
    tomorrow = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=24)).isoformat()
    entries = {}
    for name in sorted(name for name in names if re.fullmatch(r"journal/[^/]+\.jsonl", name)):
        for number, line in enumerate(read(name).split(b"\n")[:-1], 1):  # what follows the last LF is torn or arriving
            match = re.fullmatch(rb'(\{.*),"sum":"([0-9a-f]{8})"\}', line)
            if match and b"%08x" % zlib.crc32(match[1]) == match[2]:
                entries[line] = json.loads(line)
            elif line:
                problems.append(f"changed: {name}, line {number}")
    return sorted((entry for entry in entries.values() if entry["id"] < tomorrow), key=lambda entry: entry["id"])


def read_archive(archive):
    read, names = open_files(archive)
    manifest = json.loads(read("pressmark.json"))
    if manifest["format"] != "pressmark-archive" or manifest["version"] > 1:
        sys.exit(f"{archive} has format {manifest['version']}, which is not known here")
    problems, files, captures, readings, fields, life, chosen, labels, objects = [], {}, {}, {}, {}, {}, {}, set(), {}
    for entry in read_journals(read, names, problems):  # the last writer wins by being last
        op, of, value = entry["op"], entry["of"], entry.get("value", {})
        noun, verb = op.split(".")
        if op == "document.put":
            fields.setdefault(of, {}).update(value)
        elif noun == "document":
            life[of] = op
        elif op == "capture.add" and "file" in value:  # without a file it only adds aliases
            captures[value["capture"]] = {**value, "document": of}
            files[value["file"]] = (value["sha256"], of)
        elif op == "reading.add":
            readings.setdefault(value["capture"], {})[value["reading"]] = value["file"]
            files[value["file"]] = (value["sha256"], of)
        elif op == "reading.choose":
            chosen[of] = (value["capture"], value["reading"])
        elif op in ("tag.add", "collection.add"):
            labels.add((of, noun, value[noun], entry["id"]))
        elif op in ("tag.remove", "collection.remove") and "seen" in value:
            for seen in value["seen"]:  # an addition that the removal did not see stays
                labels.discard((of, noun, value[noun], seen))
        else:  # whole values: annotation, dossier, collection, search, setting
            objects[noun, of] = value if verb == "put" else None

    def find(file):
        return read(file) or read("trash/" + file.split("/")[-1])

    def member(file, name):
        return zipfile.ZipFile(io.BytesIO(find(file))).read(f"{file.split('/')[-1][:-4]}/{name}")

    for file, (sha256, document) in sorted(files.items()):
        content = find(file)
        if content is None and life.get(document) != "document.purge":
            problems.append(f"missing: {file}")
        elif content is not None and hashlib.sha256(content).hexdigest() != sha256:
            problems.append(f"changed: {file}")
        elif content is not None:
            for line in (member(file, "manifest-sha256.txt") + member(file, "tagmanifest-sha256.txt")).decode().splitlines():
                if hashlib.sha256(member(file, line[66:])).hexdigest() != line[:64]:
                    problems.append(f"changed: {file}, {line[66:]}")
    for name in sorted(names - set(files)):  # a whole capture that waits for its line
        if re.fullmatch(r"captures/\d{4}/[a-z0-9-]+\.zip", name) and not re.search(r"-r\d+\.zip$", name):
            record = json.loads(member(name, "data/document.json"))
            captures[record["capture"]] = {**record, "file": name}
    documents = {}
    for capture in sorted(captures.values(), key=lambda each: (each["capturedAt"], each["capture"])):  # the newest comes last
        document = capture["document"]
        if life.get(document) in ("document.remove", "document.purge") or find(capture["file"]) is None:
            continue
        shown, reading = chosen.get(document, (capture["capture"], None))
        reading = reading or max(readings.get(shown, [1]))
        try:
            record = json.loads(member(captures[shown]["file"], "data/document.json"))
            text = member(readings.get(shown, {}).get(reading, captures[shown]["file"]), f"data/reading/{reading}/reading.txt")
        except (zipfile.BadZipFile, zlib.error, KeyError):  # damaged, and named above
            continue
        record.update((name, value) for name, value in fields.get(document, {}).items() if value is not None)
        tags = sorted({label for of, noun, label, _ in labels if (of, noun) == (document, "tag")})
        documents[document] = {**record, "id": document, "tags": tags, "text": text.decode()}
    notes = [value for (noun, _), value in objects.items() if noun == "annotation" and value]
    notes = [note for note in notes if note["pressmark:document"] in documents]
    return {"documents": list(documents.values()), "annotations": notes, "problems": problems}


def main(archive, option=None):
    found = read_archive(archive)
    if option == "--json":
        print(json.dumps(found, ensure_ascii=False))
    else:
        for each in found["documents"]:
            print(each["id"], each.get("published", "")[:10], each.get("source", ""), each["title"], sep="  ")
            for note in (note for note in found["annotations"] if note["pressmark:document"] == each["id"]):
                quotes = [selector["exact"] for selector in note["target"].get("selector", []) if "exact" in selector]
                print("   ", *quotes[:1], *[body["value"] for body in note["body"]], sep="  ")
        print(*(found["problems"] or ["Every file is as it was captured."]), sep="\n")
    sys.exit(1 if found["problems"] else 0)


if __name__ == "__main__":
    main(*sys.argv[1:]) if 2 <= len(sys.argv) <= 3 else sys.exit(__doc__)
