"""The words of the section on the Cloud Sovereignty Framework."""

from __future__ import annotations

from typing import Final

from bastide.tender.evidence.words import WORDS as EVIDENCE
from bastide.words import Words
from policies.model import Text

WORDS: Final = Words(
    {
        # how rules stand, as in the evidence
        **EVIDENCE.texts,
        "intro": Text(
            "The objectives of the Cloud Sovereignty Framework with its weights, and what can be answered of each "
            "question. There is no score and no SEAL level: the framework leaves points to each tender, the minimum "
            "level of each objective is the buyer's to set, and most questions are answered by no plan.",
            "Les objectifs du cadre européen de souveraineté du nuage, avec leurs pondérations, et ce qui peut être "
            "répondu à chaque question. Ni note ni niveau SEAL : le cadre laisse les points à chaque consultation, "
            "le niveau minimal de chaque objectif revient à l'acheteur, et la plupart des questions échappent à tout "
            "plan.",
        ),
        "paraphrase seal": Text(
            "Questions and levels are our own paraphrase, and their numbers are ours.",
            "Questions et niveaux sont paraphrasés, et leurs numéros sont les nôtres.",
        ),
        "objective": Text("objective", "objectif"),
        "weight": Text("weight", "pondération"),
        "percent": Text("{weight} %", "{weight} %"),
        "minimum": Text("minimum level", "niveau minimal"),
        "to be set": Text("to be set by the buyer", "à fixer par l'acheteur"),
        "questions": Text("questions", "questions"),
        "objectives caption": Text(
            "Objectives, weights, and how many questions somebody else must answer in whole",
            "Objectifs, pondérations, et nombre de questions auxquelles un tiers doit répondre entièrement",
        ),
        "open questions": Text("no answer: {open} of {all}", "sans réponse : {open} sur {all}"),
        "question": Text("question, in our words", "question, paraphrasée"),
        "questions caption": Text("{objective}: what can be answered", "{objective} : ce qui peut être répondu"),
        "levels": Text("The levels, for the buyer to choose a minimum", "Les niveaux, pour fixer un minimum"),
        "stale": Text(
            "Nobody has read the framework for too long: what stands here may be out of date.",
            "Personne n'a relu le cadre depuis trop longtemps : ce qui figure ici peut être dépassé.",
        ),
        "counts": Text("pass: {passed}, do not: {failing}", "conformes : {passed}, non conformes : {failing}"),
        # facts
        "seat": Text("seat", "siège"),
        "parent": Text("parent", "maison mère"),
        "largest_holding": Text("largest holding from outside the Union", "plus forte participation hors de l'Union"),
        "holdings": Text("holdings from outside the Union together", "participations hors de l'Union, ensemble"),
        "veto": Text("veto of parties outside the Union", "droit de veto de tiers hors de l'Union"),
        "board": Text(
            "parties outside the Union appoint the majority of the boards",
            "des tiers hors de l'Union désignent la majorité des organes dirigeants",
        ),
        "foreign_laws": Text(
            "laws and orders from outside the Union that reach it",
            "lois et injonctions hors de l'Union qui l'atteignent",
        ),
        "remote_access": Text(
            "support or administration reaches in from outside the Union",
            "un support ou une administration accède depuis l'extérieur de l'Union",
        ),
        "disclosure": Text(
            "public statement on transfers (HDS EXI 31)", "déclaration publique sur les transferts (HDS EXI 31)"
        ),
        "qualification": Text("SecNumCloud qualification", "qualification SecNumCloud"),
        "certification": Text("HDS certification", "certification HDS"),
        "said": Text("{fact}: {value}", "{fact} : {value}"),
        "ask": Text("{fact}: not known; ask: {ask}", "{fact} : non établi ; demander : {ask}"),
        "ask stale": Text("{fact}: the fact is too old; {ask}", "{fact} : fait trop ancien ; {ask}"),
        "of services": Text("{value} ({count} resources: {kinds})", "{value} ({count} ressources : {kinds})"),
        "where later": Text(
            "where it lies is known only after apply", "son emplacement n'est connu qu'après application"
        ),
        "yes": Text("yes", "oui"),
        "no": Text("no", "non"),
        "none known": Text("none, as far as is recorded", "aucune, d'après ce qui est consigné"),
        "share": Text("{value:g} %", "{value:g} %"),
        # statuses of SecNumCloud and HDS
        "status none": Text("not qualified", "non qualifié"),
        "status J0": Text("milestone J0 passed, not qualified", "jalon J0 franchi, non qualifié"),
        "status in-progress": Text("in the course of qualification", "en cours de qualification"),
        "status qualified": Text("qualified, in force", "qualifié, en vigueur"),
        "status ended": Text("qualified, not in force on this day", "qualifié, pas en vigueur à cette date"),
        "until": Text("{value}, until {day}", "{value}, jusqu'au {day}"),
        "hds covered": Text("named by a certificate in force", "couvert par un certificat en vigueur"),
        "hds ended": Text("named by a certificate that is not in force", "couvert par un certificat hors vigueur"),
        "hds not": Text("not named by the certificate", "non couvert par le certificat"),
        # public statements of HDS EXI 31
        "disclosure qualified": Text(
            "qualified: no access imposed by a third country's law",
            "qualifié : aucun accès imposé par le droit d'un pays tiers",
        ),
        "disclosure no-transfer": Text("no transfer", "aucun transfert"),
        "disclosure table": Text(
            "a table of transfers and remote accesses", "un tableau des transferts et des accès distants"
        ),
        # who must answer
        "who provider": Text(
            "The provider must answer, with evidence.", "Le prestataire doit répondre, preuves à l'appui."
        ),
        "who continuity": Text(
            "The provider must show how it carries on without vendors from outside the Union: plan of continuity, "
            "skills, alternatives (SecNumCloud 19.6.d).",
            "Le prestataire doit montrer comment il poursuit sans fournisseur extérieur à l'Union : plan de "
            "continuité, compétences, solutions de rechange (SecNumCloud 19.6.d).",
        ),
        "who legal": Text(
            "The legal department must answer, from contract and law.",
            "Le service juridique doit répondre, d'après le contrat et le droit.",
        ),
        "who erasure": Text(
            "The plan shows keys that can be destroyed apart. That data is gone is shown by the provider's record of "
            "destruction, when it happens.",
            "Le plan montre des clés destructibles séparément. La disparition des données se prouve par l'attestation "
            "de destruction du prestataire, le moment venu.",
        ),
        "who models": Text(
            "Whoever runs AI models on the platform must answer: the plan does not show which are used.",
            "La personne qui exploite des modèles d'IA sur la plateforme doit répondre : le plan ne dit pas lesquels.",
        ),
        "who people": Text(
            "The provider, and the buyer for the parts that it operates itself, must answer.",
            "Le prestataire, et l'acheteur pour les parties qu'il exploite lui-même, doivent répondre.",
        ),
        "who suppliers": Text(
            "The provider must bring its own list of suppliers and processors: the plan shows only those that the "
            "platform itself uses.",
            "Le prestataire doit fournir la liste de ses fournisseurs et sous-traitants : le plan ne montre que ceux "
            "auxquels la plateforme recourt elle-même.",
        ),
        "who audit": Text(
            "The contract must say it: the legal department brings the clause on audits.",
            "Le contrat doit le prévoir : le service juridique fournit la clause d'audit.",
        ),
        "who compliance": Text(
            "The provider and the data-protection officer must answer; what the plan shows of single clauses is in the "
            "section on clauses.",
            "Le prestataire et le délégué à la protection des données doivent répondre ; ce que le plan montre clause "
            "par clause figure dans la partie consacrée aux clauses.",
        ),
        "who patches": Text(
            "The provider must answer for its service, the operators for the hosts that they run.",
            "Le prestataire doit répondre pour son service, les exploitants pour les machines qu'ils gèrent.",
        ),
        "who software": Text(
            "The provider must say what software its service consists of, from whom and under which licence.",
            "Le prestataire doit dire de quels logiciels se compose son service, leur provenance et leur licence.",
        ),
        "who environment": Text(
            "The plan shows the environment. The provider must show the design of the service itself.",
            "Le plan montre l'environnement. Le prestataire doit montrer la conception du service lui-même.",
        ),
    }
)
