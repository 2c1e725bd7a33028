"""The words of the page's frame: head, badges, filters, limits. Sections have words of their own."""

from __future__ import annotations

from typing import Final

from bastide.tender import marks
from bastide.words import Words
from policies.model import Text

WORDS: Final = Words(
    {
        **marks.WORDS,
        # head
        "title": Text(
            "Can it be built there? The candidates compared, from their plans",
            "Peut-on y construire l'environnement ? Les candidats comparés à partir de leurs plans",
        ),
        "window": Text("Tender report: {candidates}", "Rapport d'analyse : {candidates}"),
        "kicker": Text("Bastide · tender report", "Bastide · rapport d'analyse des candidats"),
        "day": Text("Evaluated on", "Évalué au"),
        "facts": Text("Facts", "Faits"),
        "commit": Text("Commit", "Révision"),
        "no commit": Text("outside version control", "hors gestion de versions"),
        "changed": Text("{commit}, changed since", "{commit}, modifiée depuis"),
        "candidates": Text("Candidates", "Candidats"),
        "what it is": Text(
            "One intent, planned as code at each candidate. Neither legal advice, nor an offer, nor a score.",
            "Un même besoin, planifié en code chez chaque candidat. Ni avis juridique, ni offre, ni note.",
        ),
        "its limits": Text("What it does not say", "Ce qu'il ne dit pas"),
        # navigation
        "skip": Text("Skip to the content", "Aller au contenu"),
        "contents": Text("Contents", "Sommaire"),
        "back": Text("Back to the top", "Retour en haut"),
        # limits
        "limits": Text("What this report is, and what it is not", "Ce qu'est ce rapport, et ce qu'il n'est pas"),
        "limit plan": Text(
            "It is made from plans: the same intent, written as code for each candidate and planned without touching "
            "any cloud. It shows what the code would build, not what a bidder offers in writing or what runs today.",
            "Il est établi à partir de plans : le même besoin, écrit sous forme de code pour chaque candidat et "
            "planifié sans toucher à aucun cloud. Il montre ce que le code construirait, non ce qu'un candidat propose "
            "par écrit, ni ce qui fonctionne aujourd'hui.",
        ),
        "limit facts": Text(
            "What a plan cannot show (who owns a provider, what is qualified until when, what a service can do) comes "
            "from declared facts. Each bears its source and the day on which the source was read; it may have changed "
            "since. Whoever decides must have it confirmed by the candidate.",
            "Ce qu'un plan ne peut montrer (qui détient un prestataire, ce qui est qualifié et jusqu'à quand, ce que "
            "sait faire un service) provient de faits déclarés. Chacun porte sa source et la date à laquelle elle a "
            "été lue ; il a pu changer depuis. Qui décide doit le faire confirmer par le candidat.",
        ),
        "limit law": Text(
            "It is no legal advice. Where it names a clause, the text shown is a paraphrase of our own and marked as "
            "such; only the official text is binding.",
            "Il ne constitue pas un avis juridique. Lorsqu'il cite une clause, le texte affiché est une paraphrase et "
            "signalé comme tel ; seul le texte officiel fait foi.",
        ),
        "limit code": Text(
            'What code cannot prove (staff, premises, contracts, incident handling) is marked "not assessable from '
            'code", with who must bring the evidence. It never counts as met.',
            "Ce que le code ne peut prouver (personnel, locaux, contrats, gestion des incidents) est signalé « non "
            "évaluable à partir du code », avec le nom de qui doit apporter la preuve. Cela ne vaut jamais conformité.",
        ),
        "limit unknown": Text(
            "What is not known is said to be unknown. It is counted neither for nor against a candidate.",
            "Ce qui n'est pas connu est dit inconnu. Cela ne compte ni pour ni contre un candidat.",
        ),
        "badges": Text("How to read the badges", "Lire les pastilles"),
        "badge": Text("badge", "pastille"),
        "meaning": Text("meaning", "signification"),
        "means automated": Text("a provider resource builds it", "une ressource du fournisseur le construit"),
        "means self-operated": Text(
            "built by code on the candidate's machines; the buyer runs it",
            "construit par le code sur les machines du candidat ; exploité par l'acheteur",
        ),
        "means api": Text(
            "the candidate has an interface, but no resource for code: a gap",
            "le candidat a une interface, mais aucune ressource pour le code : une lacune",
        ),
        "means manual": Text(
            "by console, order or ticket: a gap", "par la console, une commande ou un ticket : une lacune"
        ),
        "means absent": Text("not offered, or not known to be: a gap", "non proposé, ou non connu : une lacune"),
        "means observed in the plan": Text("the plan itself shows it", "le plan lui-même le montre"),
        "means declared fact with source": Text(
            "a dated fact says it; the source is named", "un fait daté le dit ; la source est citée"
        ),
        "means not assessable from code": Text(
            "somebody must bring evidence", "une preuve doit être apportée par un tiers"
        ),
        "means pass": Text("the rule looked and found it right", "la règle a vérifié : conforme"),
        "means fail": Text("the rule looked and found it wrong", "la règle a vérifié : non conforme"),
        "means unknown": Text("shows only after deployment; check again", "visible après déploiement ; à revérifier"),
        "means not applicable": Text("the rule has nothing to ask here", "la règle n'a rien à vérifier ici"),
        # badges
        "level automated": Text("automated", "automatisé"),
        "level api": Text("API only", "API seule"),
        "level manual": Text("manual", "manuel"),
        "level self-operated": Text("self-operated", "exploité en propre"),
        "level absent": Text("absent", "absent"),
        "basis observed in the plan": Text("observed in the plan", "constaté dans le plan"),
        "basis declared fact with source": Text("declared fact with source", "fait déclaré, source citée"),
        "basis not assessable from code": Text("not assessable from code", "non évaluable à partir du code"),
        "result pass": Text("pass", "conforme"),
        "result fail": Text("fail", "non conforme"),
        "result unknown": Text("unknown", "inconnu"),
        "result not applicable": Text("not applicable", "sans objet"),
        "source": Text("Source: {text} (read {checked})", "Source : {text} (lue le {checked})"),
        "count of": Text("{n} of {of}", "{n} sur {of}"),
        # filters: `data-` words are filled in by the page itself
        "filters": Text("Filters", "Filtres"),
        "filter text": Text("Search the tables", "Rechercher dans les tableaux"),
        "filter hint": Text("word, rule, role …  ( / )", "mot, règle, rôle …  ( / )"),
        "filter level": Text("Level", "Niveau"),
        "filter basis": Text("Basis", "Fondement"),
        "filter result": Text("Result", "Résultat"),
        "filter status": Text("Status", "État"),
        "filter operation": Text("Operation", "Opération"),
        "filter differs": Text("Difference", "Différence"),
        "all": Text("all", "tous"),
        "clear": Text("Clear", "Effacer"),
        "shown": Text("{n} of {of} rows shown", "{n} lignes affichées sur {of}"),
        "none shown": Text("No row matches the filters.", "Aucune ligne ne correspond aux filtres."),
        "filtered": Text("Filtered view: {what}", "Vue filtrée : {what}"),
        "quoted": Text("“{what}”", "« {what} »"),
        "link to row": Text("Link to this row", "Lien vers cette ligne"),
        "foot": Text(
            "Made from plans by Bastide. The same content, for machines: report.json.",
            "Établi à partir des plans par Bastide. Le même contenu, pour les machines : report.json.",
        ),
    }
)
