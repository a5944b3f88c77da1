"""Invented people. Numbers are from the range that Ofcom keeps for drama."""

FAMILY_NAMES = (
    "Adeyemi", "Ahmed", "Ali", "Baker", "Begum", "Chukwu", "Clarke", "Cooper", "Davies",
    "Demir", "Edwards", "Evans", "Farah", "García", "Green", "Hassan", "Hughes", "Hussain",
    "Jama", "Jones", "Kaur", "Khan", "Kowalski", "Lewis", "Mahmood", "Martin", "Mensah",
    "Miller", "Mohamud", "Murphy", "Müller", "Nowak", "O’Brien", "O'Néill", "Osei", "Patel",
    "Phillips", "Popescu", "Price", "Reid", "Roberts", "Rossi", "Scott", "Shah", "Singh",
    "Smith", "Stewart", "Taylor-Reid", "Thomas", "Turner", "Walker", "Ward", "White", "Wiśniewska",
    "Wood", "Wright", "Yilmaz", "Young",
)  # fmt: skip
GIRLS = (
    "Aisha", "Alice", "Amelia", "Anya", "Ava", "Caitlin", "Ella", "Evie", "Faith", "Ffion",
    "Freya", "Grace", "Hana", "Isla", "Jasmine", "Keira", "Layla", "Lily", "Maryam", "Maya",
    "Mia", "Ngozi", "Niamh", "Olivia", "Poppy", "Ruby", "Safiya", "Sienna", "Zara", "Zofia",
)  # fmt: skip
BOYS = (
    "Adam", "Alfie", "Ayaan", "Callum", "Daniel", "Dylan", "Ethan", "Finley", "Hamza", "Harry",
    "Ibrahim", "Jack", "Jayden", "Kai", "Leo", "Liam", "Logan", "Louis", "Mason", "Muhammad",
    "Noah", "Oliver", "Oscar", "Rhys", "Riley", "Samuel", "Theo", "Tomasz", "Yusuf", "Zac",
)  # fmt: skip
# What a child is called at home, where there is a short name that people use.
SHORT = {
    "Amelia": "Millie", "Caitlin": "Cait", "Jasmine": "Jas", "Olivia": "Liv", "Safiya": "Saff",
    "Zofia": "Zosia", "Callum": "Cal", "Daniel": "Danny", "Finley": "Fin", "Ibrahim": "Ibby",
    "Jayden": "Jay", "Louis": "Lou", "Muhammad": "Mo", "Oliver": "Ollie", "Oscar": "Ozzy",
    "Samuel": "Sam", "Tomasz": "Tomek",
}  # fmt: skip
WOMEN = (
    "Agnieszka", "Amina", "Angela", "Blessing", "Donna", "Emma", "Farida", "Gemma", "Hodan",
    "Jo", "Karen", "Kelly", "Lisa", "Louise", "Magda", "Michelle", "Natalie", "Nicola",
    "Parveen", "Rachel", "Sadia", "Sarah", "Sharon", "Stacey", "Tracey", "Wendy",
)  # fmt: skip
MEN = (
    "Abdul", "Ahmed", "Andrew", "Anthony", "Carl", "Craig", "Darren", "David", "Gareth", "Imran",
    "Jamal", "James", "Kevin", "Kofi", "Lee", "Mark", "Martin", "Paul", "Pavel", "Peter",
    "Richard", "Ryan", "Sean", "Shaun", "Steven", "Tariq", "Wayne",
)  # fmt: skip
ELDER_WOMEN = ("Pat", "Jean", "Maureen", "Sheila", "Fatima", "Halina", "Grace", "Doreen", "Rita")
ELDER_MEN = ("Derek", "Brian", "Ronald", "Mohammed", "Stanisław", "Winston", "Alan", "Roy")
STREETS = (
    "Albert Road", "Beech Walk", "Church Lane", "Elm Grove", "Kings Court", "Mill Street",
    "Norreys Avenue", "Peach Place", "Priory Close", "Station Road", "The Crescent",
    "Victoria Street",
)  # fmt: skip
TOWNS = (("Westbridge", "ZZ1"), ("Harrowfield", "ZZ2"), ("Netherby", "ZZ3"), ("Millbrook", "ZZ4"))
LANGUAGES = ("Polish", "Somali", "Urdu", "Romanian", "British Sign Language", "Turkish")
WORRIES = (
    "Police have been called to the home three times since the summer because of shouting and "
    "things being thrown. The children heard it.",
    "The children have missed a third of school this term and are often tired and hungry.",
    "Mum has been drinking again since she lost her job. She says so herself.",
    "Nobody knows who collects the little ones when Mum is in hospital.",
    "A 15-year-old has been out at night with older people who give him money.",
)
STRENGTHS = (
    "Nan visits daily and the children light up when she comes.",
    "Both parents turn up to every meeting and want things to change.",
    "The older sister has kept her place in the football team all through this.",
    "The family eats together on Sundays, whatever happens.",
    "Dad moved nearer so that he can do the school run.",
)
BOTTOM_LINES = (
    "The father must not stay overnight until the assessment is finished.",
    "The children must be in school every day, on time.",
    "There must be a sober adult at home at all times.",
    "The baby must be seen by the health visitor every week.",
)
QUESTIONS = (
    "Who can care for the children when Mum is unwell?",
    "How will everyone know if things get worse, and what will they do?",
    "Who will make sure that the children see both sides of their family?",
)
REASONS = (
    "We are thinking about going to court and want the family to have the chance to plan first.",
    "The children could come into care. The family has not been asked what it can do.",
    "Things have stopped getting better and the family says that nobody listens to it.",
)
NOTES = (
    "Visited at home. We talked in the kitchen while the children played. Mum had written down "
    "what she wants the family to talk about and read it out.",
    "Rang Nan. She can have the children on Fridays and would come if somebody fetched her.",
    "Met Dad at the library. He is worried that Mum's family will gang up on him.",
    "School says that attendance is better since the breakfast club.",
    "Letter sent with the leaflet about family group conferences.",
)
VOICES = (
    "I want Nan to come and sit next to me.",
    "Drew a house with everybody in it and the dog in front.",
    "Said she does not want people to shout.",
    "",
)
HELP = (
    "A family support worker on Thursdays",
    "A place at the nursery",
    "Bus fares for Nan",
    "Money for a bed",
    "A course for parents at the children's centre",
)
# What, how often, and whether an agency does it.
ACTIONS = (
    ("Does bedtime and stays the night when Mum is not well", "Monday to Friday", False),
    ("Takes the children to school and is there at pick-up", "every school day", False),
    ("Cooks on Sundays for everybody", "every week", False),
    ("Rings Mum in the evening and asks how the day was", "every evening", False),
    ("Has the children for the weekend", "every second weekend", False),
    ("Goes with Mum to the group on Tuesdays", "every Tuesday", False),
    ("Finds out about the nursery place", "", True),
    ("Visits and writes down what has changed", "every second week", True),
)
CONTINGENCIES = (
    "If Nan is ill, Aunt steps in. If nobody can, we ring the social worker the same day.",
    "We ring each other first. If a child is not safe, any of us rings the duty team.",
)
FEEDBACK = (
    "We had not all been in one room for years.",
    "I was frightened before. It was good that somebody had come to see me first.",
    "The time on our own was what helped.",
    "It could have been shorter.",
)
