"""Common given names, which tell a person from a body or a place, and often "he" from "she"."""

from __future__ import annotations

from pullquote.attribution.wordlists import words

HIS = words(
    "Aaron Abdul Abdullah Adam Adrian Ahmad Ahmed Alan Alasdair Alastair Albert Alberto Alec Alejandro "
    "Alexander Alfred Ali Alistair Allan Allen Amar Amir Anders Andre Andreas Andrew Andrey Andrzej Angus "
    "Anil Anthony Anton Antonio Archie Arjun Armand Arthur Ashok Aubrey Barnaby Barry Bart Bashir Basil "
    "Ben Benjamin Bernard Bertrand Bill Billy Bo Bob Boris Brad Bradley Brandon Brendan Brian Bruce Bruno "
    "Bryan Caleb Callum Calum Carl Carlos Cecil Cedric Charles Chidi Chris Christian Christopher "
    "Cillian Clarence Claude Cliff Clifford Clinton Clive Colin Connor Conor Craig Curtis Cyril Damian "
    "Damien Dan Daniel Darius Darren Darryl Dave David Dean Declan Deepak Delroy Denis Dennis Derek "
    "Derrick Desmond Didier Diego Dimitri Dirk Dmitri Dominic Donald Donovan Doug Dougal Douglas "
    "Duncan Dwayne Dylan Eamon Earl Ed Eddie Edgar Edmund Eduardo Edward Edwin Eli Elias Elijah Emeka "
    "Emil Emilio Emmanuel Enrique Eric Erik Ernest Ernesto Errol Ethan Euan Eugene Evan Ewan Fabian Fabio "
    "Farid Federico Felix Femi Fergus Fernando Finn Floyd Francesco Francisco Francois Frank Franz "
    "François Fred Freddie Frederick Gabriel Gareth Gary Gavan Gavin Gene Geoff Geoffrey George Gerald "
    "Gerard Gethin Gilbert Giles Giorgio Giovanni Giuseppe Glenn Godfrey Gordon Graham Grant Greg Gregory "
    "Grigory Guido Gunnar Gus Gustavo Guy Gwyn Hal Hamish Hamza Hank Hans Harold Harry Haruki Hassan "
    "Hector Heikki Henrik Henry Herbert Hervé Hiro Hiroshi Horace Howard Hubert Hugh Hugo Hussain Hussein "
    "Iain Ian Ibrahim Idris Ignacio Igor Imran Isaac Isaiah Isamu Ivan Jack Jacob Jacques Jaime Jake "
    "James Jared Jarvis Jason Jasper Javier Jay Jean-Pierre Jeff Jeffrey Jens Jeremy Jerome Jerry Jerzy "
    "Jesper Jesus Jim Jimmy Joachim Joao Joaquin Joe Joel Johan Johannes John Johnny Jon Jonas Jonathan "
    "Jonty Jorge Jose Josef Joseph Josh Joshua José João Juan Jude Jules Julian Jurgen Justin Kamal "
    "Kareem Karim Karl Kaspar Keith Kenji Kenneth Kev Kevin Khalid Kieran Kim-Jong Klaus Kofi Kurt "
    "Kwame Lance Larry Lars Laurence Laurent Lawrence Lawson Leif Len Leo Leon Leonard Leonardo Leopold "
    "Leroy Lewis Liam Lloyd Lorenzo Lorne Louis Luca Lucas Ludwig Luis Lukas Luke Luther Magnus Mahmoud "
    "Mahmud Malcolm Manfred Manny Manuel Marc Marcel Marco Marcus Marek Mario Marius Mark Markus Marlon "
    "Martin Mathieu Mats Matt Matteo Matthew Maurice Maurizio Max Maxim Mehmet Melvin Michael Mickey "
    "Miguel Mike Mikhail Mikkel Milo Mitchell Mohamed Mohammed Monty Mordecai Moses Muhammad Murray "
    "Mustafa Nasser Nathan Ned Neil Nelson Neville Niall Nicholas Nick Nicolas Nigel Nikhil Nikolai Nils "
    "Noah Norman Olaf Oleg Oliver Olivier Olu Omar Oren Orlando Oscar Oskar Oswald Otis Otto Owen "
    "Pablo Paolo Pascal Patrice Patrick Paul Pavel Pedro Percy Perry Pete Peter Phil Philip Philippe "
    "Pierre Piers Piet Pieter Piotr Quentin Rafael Rahul Raj Rajesh Ralf Ralph Ramesh Ramon "
    "Randall Randy Rashid Raul Ravi Ray Raymond Reginald Reuben Rhys Ricardo Rich Richard Rick Ricky Rob "
    "Robert Roberto Rod Rodney Rodrigo Roger Rohan Roland Roman Ron Ronald Ronnie Rory Ross Rowland Roy "
    "Rudolf Rufus Rupert Russell Ryan Sajid Salvatore Sami Samuel Sanjay Saul Scott Sean Sebastian Sergei "
    "Sergio Seth Shaun Sid Silas Simon Soren Spencer Stan Stanislav Stanley Stefan Stephen Steve Steven "
    "Stewart Stuart Sunil Sunny Sven Tadeusz Tariq Tarun Tayo Ted Terence Terry Thabo Theodore "
    "Thomas Tim Timothy Tobias Tobin Toby Todd Tom Tomas Tomasz Tony Torsten Trevor Tristan Ty Tyler "
    "Ulrich Umar Uwe Vasily Vernon Vic Victor Vijay Vikas Vikram Viktor Vince Vincent Vito Vladimir Wade "
    "Wallace Walt Walter Warren Warwick Wayne Wendell Werner Wes Wesley Wilbur Wilfred Wilhelm "
    "Willem William Winston Wolfgang Xander Xavier Yannick Yosef Yuri Yusuf Zac Zachariah Zachary Zeke"
)
"""Given nearly always to men."""

HER = words(
    "Abigail Ada Adaeze Adele Adriana Agatha Agnes Agnieszka Aileen Aine Aisha Alana Aleksandra "
    "Alessandra Alexandra Alice Alicia Alison Allison Alma Althea Amal Amanda Amber Amelia Amelie Amina "
    "Amy Ana Anastasia Anastasiya Angela Angelica Anika Anita Ann Anna Annabel Anne Anne-Marie Anneliese "
    "Annette Annie Anoushka Antonia Anya Arabella Ariana Asha Astrid Audrey Aurelia Ava "
    "Ayesha Aysha Babette Barbara Barbro Bea Beatrice Beatrix Beatriz Becky Belinda Bernadette Berta "
    "Beryl Bess Beth Bettina Beverley Bianca Birgit Blanche Bonnie Brenda Bridget Brigitte Briony Bronagh "
    "Bronwen Caitlin Camila Camille Candice Cara Carla Carly Carmen Carol Carolina Caroline Carolyn Carys "
    "Cass Catalina Catherine Cathy Catriona Cecile Cecilia Celeste Celia Chantal Charlotte Cheryl Chiara "
    "Chloe Christa Christina Christine Cindy Claire Clara Clarissa Claudette Claudia Clemency Clementine "
    "Colette Connie Constance Cora Cordelia Courtney Cristina Cynthia Daisy Dana Daniela Daphne Dawn "
    "Debbie Deborah Debra Delia Della Delphine Denise Diana Diane Dina Dolly Dolores Donna Doreen "
    "Doris Dorota Dorothy Edith Edna Eileen Elaine Eleanor Elena Elin Elisa Elise Eliza Elizabeth Ella "
    "Ellen Elodie Eloise Elsa Elspeth Emilia Emily Emma Enid Erika Erin Ernestine Esme Esther Ethel "
    "Eugenia Eunice Eva Eve Eveline Evelyn Faith Farah Fatima Felicity Femke Fenella Fiona Flora Florence "
    "Frances Francesca Freya Frida Gabriela Gail Gemma Genevieve Georgia Georgina Geraldine Gertie "
    "Gertrude Ghislaine Gillian Gina Gisela Giulia Glenda Gloria Grace Greta Gudrun Gwen Gwendolyn Hana "
    "Hanna Hannah Harriet Hattie Hazel Heather Heba Heidi Helen Helena Henrietta Hermione Hilda Holly "
    "Honor Hope Ida Ilse Imogen Ines Inez Inga Inge Ingeborg Ingrid Iona Irene Irina Iris Isabel Isabella "
    "Isla Ivana Ivy Jacqueline Jacqui Jade Jan-Marie Jana Jane Janelle Janet Janice Janine Jasmine "
    "Jeanette Jeanne Jenna Jennifer Jenny Jessica Jill Jillian Joan Joann Joanna Joanne Jocasta Jodie "
    "Josephine Josie Joy Joyce Juanita Judith Judy Julia Juliana Julie Juliet Juliette Justine Karen "
    "Kari Karin Karla Kate Kate-Lynn Katharine Katherine Kathleen Kathryn Kathy Katie Katrina Kaye Keiko "
    "Keisha Kelsey Kimberly Kirsten Kirsty Kristin Lara Larissa Latoya Laura Lauren Laurie Lauryn Leah "
    "Leila Lena Lesley Leticia Letitia Lila Lillian Lily Linda Lindsay Lisa Livia Liz Liza Lois Lola "
    "Loretta Lorna Lorraine Lottie Louise Lourdes Lucia Lucie Lucilla Lucille Lucinda Lucy Luisa Lydia "
    "Lynda Lynette Lynn Mabel Madeleine Madison Maeve Magda Magdalena Maggie Maia Mairead Mandy Mara "
    "Margaret Margarita Margery Margot Marguerite Maria Mariam Marian Mariana Marianne Maribel Marie "
    "Marielle Marilyn Marina Marion Marjorie Marta Martha Martina Mary Maryam Matilda Maud Maureen Mavis "
    "Maxine Maya Meera Megan Mei Melanie Melissa Mercedes Mercy Meredith Mia Michelle Mikaela Mila "
    "Mildred Milena Millicent Millie Mina Mindy Minnie Miranda Miriam Moira Molly Monica Monika Myra "
    "Myrtle Nadia Nadine Nancy Naomi Natalia Natalie Natasha Nell Nellie Nessa Nia Niamh Nicole Nicolette "
    "Nimisha Nina Noelle Noor Nora Norma Nuala Octavia Odette Odile Oksana Ola Olga Olive Olivia Olwen "
    "Oona Orla Pam Pamela Pandora Parveen Patricia Patty Paula Paulette Pauline Pearl Peggy Penelope "
    "Penny Petra Philippa Philomena Phoebe Phyllis Pia Piper Polly Poppy Portia Priscilla Priya Prudence "
    "Rachael Rachel Ramona Rani Rebecca Reina Renata Rhiannon Rhoda Rhona Rita Roberta Robyn Rosa Rosalba "
    "Rosalie Rosalind Rosanna Rose Roseanne Rosemary Rosie Roxana Roxanne Ruby Ruth Sabrina Sally "
    "Samantha Samira Sandra Saoirse Sara Sarah Saskia Savita Selina Selma Serena Shanice Sharon "
    "Sheila Shelley Shirin Shirley Sian Signe Sigrid Silvia Simran Sinead Siobhan Sofia Sofie Solveig "
    "Sonia Sophia Sophie Stella Stephanie Sue Suki Sunita Susan Susanna Susannah Suzanne Suzy Svetlana "
    "Sybil Sylvia Tamara Tamsin Tania Tanya Tara Tatiana Tatyana Teresa Tess Tessa Thea Thelma Theresa "
    "Tiffany Tilly Tina Tracey Trudy Ulrike Una Ursula Usha Ute Valentina Valerie Vanda Vanessa "
    "Vera Verity Veronica Vicky Victoria Viktoria Viola Violet Virginia Vivian Vivien Wanda Wendy "
    "Wilhelmina Willa Winifred Xenia Ximena Yael Yana Yara Yasmin Yasmina Yetunde Yolanda Yvette Yvonne "
    "Zadie Zahra Zainab Zara Zelda Zoe Zuzanna"
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
