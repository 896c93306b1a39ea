"""Uploads are cut off while they arrive: Django itself sets no limit on a file's size."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class LimiteCaricamento(FileUploadHandler):
    """Abort a request whose body, or whose files together, pass UPLOAD_MAX_BYTES."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.received = 0
        self.announced = 0

    def handle_raw_input(  # type: ignore[override]  # Django passes a number of bytes
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        # An upload can be stopped only from the first file on, not here.
        self.announced = content_length

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.announced > settings.UPLOAD_MAX_BYTES:
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MAX_BYTES:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self) -> None:
        if self.request is not None:
            self.request.caricamento_troppo_grande = True  # type: ignore[attr-defined]
        raise StopUpload(connection_reset=False)
