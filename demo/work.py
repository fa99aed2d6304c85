"""What the demo account works on, and what its customers write."""

POSITIONS = (
    "Managing director", "Head of purchasing", "Buyer", "Site manager", "Accountant",
    "Head of maintenance", "Assistant", "Quality manager",
)  # fmt: skip
#: Each with the customer's name after it.
PROJECTS = (
    "Cold storage for", "New loading bays,", "Energy survey,", "Warehouse move,", "Fire doors for",
    "Packing line for", "Roof repair,", "Access control,", "Conveyor belts for", "Staff training,",
    "Dust extraction for", "Label printers for", "Heat recovery,", "Pallet racking for",
    "Site safety audit,", "Inventory software for", "Compressed air for", "Forklift fleet for",
    "Warehouse lighting,", "Spring maintenance,", "Second site of", "Spare parts store,",
    "Handover to service,", "Yearly inspection,",
)  # fmt: skip
TASKS = ("Agree on dates", "Order the material", "Install and test", "Hand over")
#: What a ticket is about, and what the customer wrote.
QUESTIONS = (
    ("Delivery is late", "We were promised Tuesday. When will it arrive?"),
    ("Wrong parts in the box", "There are six brackets, we ordered sixteen."),
    ("Invoice to another address", "Please send our invoices to the head office from now on."),
    ("Door does not close", "The second door stops halfway since this morning."),
    ("Question on the warranty", "Is the motor covered after the move?"),
    ("Appointment for maintenance", "Could you come before the end of the month?"),
    ("Manual is missing", "We need the manual in Italian for the audit."),
    ("Noise from the compressor", "It is louder than last year. Is that to be expected?"),
)
ANSWERS = (
    "Thank you for telling us. We look into it and come back to you tomorrow.",
    "We are sorry. What is missing leaves our warehouse today.",
    "It is arranged; you find the confirmation attached.",
    "Could you send us a photo of the type plate?",
)
ASIDE = (
    "Stock says it left on Monday. Who knows the carrier?",
    "They are one of our oldest customers; please be quick.",
)
#: What the customer writes when an answer was not the end, and when an end was none.
BACK = (
    "Here is the photo you asked for.",
    "That was not what I meant. Could you call me?",
    "Any news? We would like to plan the week.",
)
AGAIN = ("It stopped again this morning.", "One of them is still missing.")
OTHERS = (
    "The carrier: the pallet is held at the depot until Thursday.",
    "The manufacturer: we send the part, it takes two weeks.",
)
RECEIVED = "We have received your message and answer within a working day."
THANKS = ("That was fast, thank you.", "It works again.", "Received, thanks.")
