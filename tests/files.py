"""Files other than pictures, honest ones: the samples and small ones that tests make."""

import io
from pathlib import Path

import pikepdf

FILES = Path(__file__).parent / "samples" / "files"


def sample_file(name: str) -> bytes:
    return (FILES / name).read_bytes()


def a_pdf(pages: int) -> bytes:
    """A PDF with words in it."""
    made = pikepdf.Pdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(pages):
        page = made.add_blank_page(page_size=(300, 200))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = made.make_stream(f"BT /F1 18 Tf 20 100 Td (Ellis on page {number + 1}) Tj ET".encode())
    with made.open_metadata() as notes:
        notes["dc:title"] = "About Ellis"
    made.docinfo["/Author"] = "Ellis"
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def pdf_with(change: str = "") -> bytes:
    held = io.BytesIO()
    with pikepdf.open(FILES / "grouppad-export.pdf") as pdf:
        if change == "script":
            pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
            names = pikepdf.Dictionary(Names=["x", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")])
            pdf.Root.Names = pikepdf.Dictionary(JavaScript=names)
        if change == "file":
            pdf.attachments["list.csv"] = b"a,b,c"
        locked = pikepdf.Encryption(user="secret", owner="secret") if change == "password" else False
        pdf.save(held, encryption=locked)
    return held.getvalue()
