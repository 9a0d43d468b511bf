"""What was loaded, resolved once: what `check/` asks and what `plan/` plans by."""

from coursekit.catalogue.catalogue import Catalogue
from coursekit.catalogue.records import Records
from coursekit.catalogue.variants import Variant, link_name

__all__ = ["Catalogue", "Records", "Variant", "link_name"]
