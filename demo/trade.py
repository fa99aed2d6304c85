"""The names of what the demo account sells, to whom and where."""

#: City, country, the form of companies there, the code of the country, its currency.
PLACES = (
    ("Gothenburg", "Sweden", "AB", "SE", "SEK"),
    ("Bristol", "United Kingdom", "Ltd", "GB", "GBP"),
    ("Leeds", "United Kingdom", "Ltd", "GB", "GBP"),
    ("Turin", "Italy", "Srl", "IT", "EUR"),
    ("Bologna", "Italy", "Srl", "IT", "EUR"),
    ("Ghent", "Belgium", "NV", "BE", "EUR"),
    ("Rotterdam", "Netherlands", "BV", "NL", "EUR"),
    ("Utrecht", "Netherlands", "BV", "NL", "EUR"),
    ("Hamburg", "Germany", "GmbH", "DE", "EUR"),
    ("Leipzig", "Germany", "GmbH", "DE", "EUR"),
    ("Lyon", "France", "SAS", "FR", "EUR"),
    ("Porto", "Portugal", "Lda", "PT", "EUR"),
)
WORDS = (
    "Alder", "Amber", "Anchor", "Aurora", "Basalt", "Beacon", "Birch", "Bluewater", "Cedar",
    "Cobalt", "Copper", "Crescent", "Delta", "Ember", "Falcon", "Fjord", "Granite", "Harvest",
    "Heron", "Ironwood", "Juniper", "Kestrel", "Lantern", "Linden", "Maple", "Meridian", "Moss",
    "Northstar", "Oakridge", "Orchid", "Osprey", "Pebble", "Quartz", "Redstone", "Saffron",
    "Silverline", "Tidewater", "Tundra", "Verdant", "Willow",
)  # fmt: skip
#: What a company does, and its industry.
TRADES = (
    ("Bakeries", "Food"),
    ("Breweries", "Food"),
    ("Ceramics", "Manufacturing"),
    ("Cranes", "Construction"),
    ("Dental", "Health"),
    ("Energy", "Utilities"),
    ("Foods", "Food"),
    ("Freight", "Logistics"),
    ("Furniture", "Manufacturing"),
    ("Hotels", "Hospitality"),
    ("Instruments", "Technology"),
    ("Joinery", "Construction"),
    ("Labs", "Health"),
    ("Marine", "Logistics"),
    ("Optics", "Technology"),
    ("Packaging", "Manufacturing"),
    ("Robotics", "Technology"),
    ("Roofing", "Construction"),
    ("Textiles", "Manufacturing"),
    ("Water", "Utilities"),
)
GOODS = (
    "Cold storage", "Warehouse lighting", "Loading bay doors", "Packing line", "Label printers",
    "Forklift fleet", "Site safety audit", "Maintenance contract", "Spare parts", "Dust extraction",
    "Conveyor belts", "Pallet racking", "Access control", "Energy survey", "Heat recovery",
    "Staff training", "Inventory software", "Fire doors", "Compressed air", "Roof repair",
)  # fmt: skip
OCCASIONS = ("", ", pilot", ", renewal", ", extension", ", second site", ", spring", ", autumn")
NOTES = (
    "They want delivery before the summer closing.",
    "Asked for a second offer without installation.",
    "Budget is approved; procurement answers next week.",
    "Met on site. The old line is out of service, so this is urgent.",
    "Our contact is on leave until Monday; call the deputy.",
    "A competitor offered 8 percent less. We can match on service.",
)
LOST_TO = ("Too expensive", "Chose a competitor", "Postponed to next year", "No answer any more")
