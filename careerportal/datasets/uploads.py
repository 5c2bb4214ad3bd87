"""Files that come by a form: none larger than a federal file that a request can load, none written past that size.

Django takes a form apart before anybody has looked who sent it, so the limit stands in FILE_UPLOAD_HANDLERS, before
every view. The rest of a file that is too large is read and thrown away, so that the sender still hears why.
"""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

LARGEST = 32 * 1024**2
"""Bytes as they are sent. The agencies' packed files that a request can load have under 4 MB, workbooks of wages 20."""


class NoLargerThanFederal(FileUploadHandler):
    """Stands first: lets every other handler see a file for only as long as it is small enough."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data, start):
        self.received += len(raw_data)
        if self.received > LARGEST:
            self.request.has_too_large_file = True
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def was_too_large(request):
    """Say whether a request brought a file that was thrown away for its size."""
    return getattr(request, "has_too_large_file", False)
