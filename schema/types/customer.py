"""Customer: a company or a contact."""

from typing import Annotated

import strawberry

from schema.company import Company
from schema.contact import Contact

#: The columns that name a customer; at most one of them is set.
CUSTOMER = {"Company": "company_id", "Contact": "contact_id"}

Customer = Annotated[
    Company | Contact,
    strawberry.union("Customer", description="Customer: a company or a contact."),
]
