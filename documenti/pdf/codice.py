"""The QR code of a cover (ISO/IEC 18004): an address as one path of an SVG drawing."""

import html

import qrcode
from django.utils.safestring import SafeString

MARGINE = 4
"""Empty modules around the code, as the standard asks."""


def disegna(indirizzo: str) -> SafeString:
    """The address as an inline SVG; the same address gives the same drawing."""
    codice = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=MARGINE)
    codice.add_data(indirizzo)
    codice.make(fit=True)
    matrice = codice.get_matrix()
    tratti = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, riga in enumerate(matrice)
        for x, pieno in enumerate(riga)
        if pieno
    )
    lato = len(matrice)
    nome = html.escape(f"Codice QR: {indirizzo}", quote=True)
    return SafeString(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" aria-label="{nome}" '
        f'viewBox="0 0 {lato} {lato}"><title>{nome}</title><path d="{tratti}"/></svg>'
    )
