"""Common given names, which tell a person from a body or a place, and often "he" from "she"."""

from __future__ import annotations

from pullquote.attribution.wordlists import words

HIS = words(
    "Aaron Arthur Bo Dan Dwayne Roy Abdul Abdullah Adam Adrian Ahmed Ahmad Alan Albert Alberto Alejandro "
    "Alexander Alfred Ali Allan Allen Amir Anders Andre Andreas Andrew Andrey Andrzej Angus Anthony Anton "
    "Antonio Arjun Ben Benjamin Bernard Bill Bob Boris Brad Brandon Brian Bruce Bruno Carl Carlos Charles "
    "Chris Christian Christopher Colin Craig Daniel Darren Dave David Dean Declan Deepak Denis Dennis "
    "Derek Diego Dimitri Dmitri Dominic Donald Doug Douglas Duncan Dylan Ed Edgar Eduardo Edward Elias "
    "Emeka Emmanuel Enrique Eric Erik Ernest Ethan Eugene Ewan Felix Femi Fergus Fernando Finn Francesco "
    "Francisco Francois François Frank Franz Fred Frederick Gareth Gary Gavin Geoff Geoffrey George "
    "Gerald Gerard Giles Giovanni Giuseppe Glenn Gordon Graham Greg Gregory Guido Gustavo Guy Hamza Hans "
    "Harold Harry Hassan Hector Henrik Henry Herbert Hiroshi Howard Hugh Hugo Hussein Iain Ian Ibrahim "
    "Igor Isaac Ivan Jack Jacob Jacques Jaime Jake James Jason Javier Jean-Pierre Jeff Jeffrey Jens "
    "Jeremy Jerry Jesus Jim Joao João Joe Joel Johan Johannes John Johnny Jon Jonas Jonathan Jorge Jose "
    "José Josef Joseph Josh Joshua Juan Julian Jurgen Justin Kamal Karim Karl Keith Kenneth Kenji Kevin "
    "Khalid Klaus Kofi Kwame Lars Laurence Lawrence Leon Leonard Leonardo Lewis Liam Lorenzo Louis Luca "
    "Lucas Luis Luke Magnus Mahmoud Malcolm Manuel Marc Marcel Marco Marcus Mario Mark Markus Martin "
    "Mathieu Matteo Matt Matthew Maurice Max Michael Miguel Mike Mikhail Mohamed Mohammed Muhammad "
    "Mustafa Nathan Neil Niall Nicholas Nick Nicolas Nigel Nikhil Nikolai Noah Norman Oleg Oliver Olivier "
    "Omar Oscar Oskar Otto Owen Pablo Paolo Patrick Paul Pavel Pedro Peter Philip Philippe Pierre Piotr "
    "Rafael Rahul Raj Rajesh Ralph Ramesh Raul Ravi Raymond Ricardo Richard Rob Robert Roberto Rodrigo "
    "Roger Roland Roman Ronald Rory Ross Rupert Russell Ryan Salvatore Samuel Sanjay Scott Sean Sebastian "
    "Sergei Sergio Seth Shaun Simon Stanislav Stefan Stephen Steve Steven Stewart Stuart Sunil Sven Tariq "
    "Ted Terence Terry Theodore Thomas Tim Timothy Tobias Toby Todd Tom Tomas Tomasz Tony Trevor Tyler "
    "Umar Vijay Viktor Vikram Vincent Vladimir Walter Warren Wayne Wilhelm William Winston Wolfgang "
    "Xavier Yusuf Zachary"
)
"""Given nearly always to men."""

HER = words(
    "Abigail Clemency Delphine Nell Pia Tilly Usha Beatriz Adriana Agnes Aisha Alessandra Alexandra Alice "
    "Alicia Alison Amanda Amelia Amina Amy Ana Anastasia Angela Anita Ann Anna Anne Annette Annie Antonia "
    "Anya Astrid Audrey Barbara Beatrice Beatrix Becky Berta Beth Bianca Bridget Brigitte Camila Carla "
    "Carmen Carol Carolina Caroline Catherine Catriona Cecilia Charlotte Chiara Chloe Christina Christine "
    "Claire Clara Claudia Cristina Cynthia Daniela Deborah Denise Diana Diane Dolores Donna Doris Dorothy "
    "Edith Elaine Eleanor Elena Elise Eliza Elizabeth Ella Ellen Elsa Emily Emma Erika Esther Eva Eve "
    "Eveline Fatima Fiona Florence Frances Francesca Freya Gabriela Gemma Georgia Gertrude Gillian Gina "
    "Giulia Gloria Grace Greta Gwen Hana Hanna Hannah Harriet Hazel Heather Heidi Helen Helena Hilda "
    "Holly Ilse Imogen Ines Ingrid Irene Irina Iris Isabel Isabella Isla Ivana Jacqueline Jane Janet "
    "Janice Jasmine Jennifer Jenny Jessica Joan Joanna Joanne Josephine Joyce Juanita Judith Judy Julia "
    "Juliana Julie Karen Karin Kate Katharine Katherine Kathleen Kathryn Katie Katrina Keiko Kimberly "
    "Kirsten Kristin Laura Lauren Leah Lena Leticia Lillian Linda Lisa Lorna Louise Lucia Lucille Lucinda "
    "Lucy Luisa Lydia Lynn Madeleine Magda Magdalena Maia Margaret Margarita Maria Marian Marianne Marie "
    "Marguerite Marina Marion Marjorie Marta Martha Martina Mary Matilda Maureen Megan Mei Melanie "
    "Melissa Mercedes Mia Michelle Miranda Miriam Moira Molly Monica Monika Nadia Nancy Naomi Natalia "
    "Natalie Natasha Nicole Nina Nora Norma Odile Olga Olivia Olive Pamela Patricia Paula Pauline "
    "Penelope Petra Philippa Phoebe Priscilla Priya Rachel Rebecca Renata Rita Roberta Rosa Rosalind Rose "
    "Rosemary Ruth Sabrina Sally Samantha Samira Sandra Sara Sarah Savita Selma Shirley Sigrid Silvia "
    "Sinead Siobhan Sofia Sonia Sophia Sophie Stella Stephanie Sue Susan Susanna Suzanne Svetlana Sylvia "
    "Tamara Tanya Tatiana Teresa Tessa Theresa Tina Ulrike Ursula Valentina Valerie Vanessa Vera Veronica "
    "Victoria Viktoria Violet Virginia Vivian Wanda Wendy Wilhelmina Yasmin Yolanda Yvette Yvonne Zainab "
    "Zara Zoe"
)
"""Given nearly always to women."""

EITHER = words(
    "Alex Andrea Ashley Bailey Cameron Casey Charlie Chen Drew Hyun Jan Jamie Jean Jess Kerry Nicola "
    "Robin Simone Jo Jordan Kelly Kim Kit Lee Leslie Li Ling Min Morgan Nico Pat Quinn Rowan Sam Sasha "
    "Sidney Sydney Taylor Toni Tracy Wei Xin Yan Yuki"
)
"""Given to either."""


def pronoun_of(name: str) -> str | None:
    """ "he" or "she" where the first word of a full name tells; None otherwise."""
    first = name.split()[0]
    if first in HIS:
        return "he"
    return "she" if first in HER else None


def is_given(word: str) -> bool:
    """True for a common given name, also one of two joined by a hyphen ("Anne-Marie")."""
    return any(part in names for part in word.split("-") for names in (HIS, HER, EITHER))
