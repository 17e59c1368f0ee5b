"""Ask a folder of news articles; every quotation of the answer is cut from an article by span."""

from __future__ import annotations

import os

__version__ = "0.1.0"

# Set before any library that reads them at import time: nothing phones home, and nothing is fetched
# behind the user's back. `setdefault` would let an inherited value switch telemetry back on.
os.environ.update(
    ANONYMIZED_TELEMETRY="False",
    DO_NOT_TRACK="1",
    GRADIO_ANALYTICS_ENABLED="False",
    HF_HUB_DISABLE_TELEMETRY="1",
    TOKENIZERS_PARALLELISM="false",
)
