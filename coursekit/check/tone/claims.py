"""Claims that no source carries."""

from coursekit.check.tone.phrases import ASKED, phrases, rule

RULES = (
    rule(
        "claim-prevents",
        phrases(
            "(prevents|stops|ends|eliminates|eradicates|will (prevent|stop|end)) (all |any |online |child "
            "|children's "
            "|the )*(sexual )?"
            "(abuse|grooming|exploitation)(?! (material|images))",
            "(course|module|lesson|page|training|school|filter|app|that|which|this|it|we)"
            " (will )?keeps? (every|all|any|your) (child|children|pupils?)"
            " (completely |fully |totally )?safe",
            r"guarantees? (\w+ )?(safety|protection|that (no|your|every))",
            "guaranteed to",
        ),
        "block",
        ASKED,
        "No course can promise that.",
        "It improves what people know.",
        "This course prevents abuse.",
        "It helps adults to prevent harm.",
    ),
    rule(
        "claim-approved",
        phrases(
            "(Ofsted|DfE|government|police|NSPCC|council|inspector|ISI|Estyn|HMIE)[- ]"
            "(approved|ready|compliant|recogni[sz]ed|endorsed|certified|accredited|proof)",
            "(approved|endorsed|certified|recogni[sz]ed) by (Ofsted|the DfE|the Department|the government"
            "|the police)",
            "(is|are|an?|fully|CPD|our|this|officially|nationally|internationally)[- ]"
            r"((?!not|never)\w+ )?accredited",
            "accredited (course|training|programme|module|certificate|provider|by)",
            "CPD[- ]certified",
            "(Ofsted|DfE|government|council|Estyn)('s)? (approval|accreditation|endorsement)",
            "(scientifically|clinically) (proven|validated)",
            "(is|are|an?|our|this) validated (tool|scale|course|quiz|test)",
            "fully compliant",
            r"meets (all|every) (legal|statutory|Ofsted) (dut|requirement)\w+",
        ),
        "block",
        ASKED,
        "Nobody has approved this course.",
        "Say what it covers and who has reviewed it.",
        "This is an Ofsted-approved course.",
        "Ofsted inspects schools.",
    ),
    rule(
        "claim-legal-advice",
        phrases(
            r"(this|it|course|page|we|module|sheet|site) (\w+ )?(is|gives?|offers?|provides?|contains?)"
            " (you )?(free |expert |full |reliable |professional )*legal advice",
            "our (free )?legal advice",
            "replaces? (a|your) (lawyer|solicitor)",
            "do(es)? not need a (lawyer|solicitor)",
        ),
        "block",
        ASKED,
        "The course is information, not legal advice.",
        "Information, not legal advice.",
        "This page gives you legal advice.",
        "This is not legal advice.",
    ),
)
