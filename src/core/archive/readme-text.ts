// README.txt of an archive: for whoever opens the folder in fifty years without the program.

export const README_TXT = `This folder is a Pressmark archive (format 1).

It holds press articles, each as it was captured, with what people noted on them. Everything is in ordinary files:

  pressmark.json        what this folder is, and its id
  captures/YEAR/*.zip   one capture = one file, written once, never changed. Inside: the record (data/document.json),
                        the original bytes (data/original.*), and a reading: data/reading/1/reading.html (a clean copy),
                        reading.txt (its plain text, one paragraph a line) and reading.json.
                        Each zip holds a BagIt bag (RFC 8493): unpack it and run
                          sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt
                        A file that ends in -r2.zip, -r3.zip … is a later reading of the same capture.
  journal/*.jsonl       what people did (tags, highlights, notes, dossiers): one change a line, in JSON, in UTF-8.
                        Highlights are W3C Web Annotations; they count Unicode characters of reading.txt.
  trash/                captures that were removed and not yet purged

Nothing here is ever rewritten; do not edit these files by hand. To see whether anything has changed: pressmark verify


Ce dossier est une archive Pressmark (format 1).

Elle contient des articles de presse, chacun tel qu’il a été capturé, et ce que l’on y a noté, dans des fichiers ordinaires :

  pressmark.json        ce qu’est ce dossier, et son identifiant
  captures/ANNÉE/*.zip  une capture = un fichier, écrit une fois, jamais modifié. Dedans : la notice (data/document.json),
                        les octets d’origine (data/original.*) et une lecture : data/reading/1/reading.html (copie nettoyée),
                        reading.txt (texte seul, un paragraphe par ligne) et reading.json.
                        Chaque zip contient un « sac » BagIt (RFC 8493) : décompressez-le, puis
                          sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt
                        Un fichier finissant par -r2.zip, -r3.zip … est une lecture ultérieure de la même capture.
  journal/*.jsonl       ce que l’on a fait (étiquettes, surlignages, notes, dossiers) : un changement par ligne, en JSON, UTF-8.
                        Les surlignages sont des annotations W3C ; elles comptent les caractères Unicode de reading.txt.
  trash/                captures mises à la corbeille

Rien n’est jamais réécrit ; ne modifiez pas ces fichiers à la main. Pour vérifier que rien n’a changé : pressmark verify
`;
