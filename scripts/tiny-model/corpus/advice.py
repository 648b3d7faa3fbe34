"""Comparisons (this, that, the difference), and values to recommend (parameter, (use, value)...)."""

VERSUS = [
    (
        "temperature",
        "top_p",
        "Temperature changes the odds of all tokens, while top_p removes the unlikely ones. Change one of them and leave the other alone.",
    ),
    (
        "top_k",
        "top_p",
        "Top_k keeps a fixed number of tokens, while top_p keeps as many as it needs to reach a share of the odds. Top_p adapts better.",
    ),
    (
        "top_p",
        "min_p",
        "Top_p counts from the best token down to a share of the odds, while min_p compares each token with the best one. Min_p is safer at a high temperature.",
    ),
    (
        "presence penalty",
        "frequency penalty",
        "The presence penalty is applied once for each used token, while the frequency penalty grows with every use.",
    ),
    (
        "LoRA",
        "RAG",
        "LoRA changes the habits of a model, while RAG adds texts to the prompt. Use LoRA for style and RAG for facts.",
    ),
    (
        "LoRA",
        "fine-tuning",
        "LoRA is a kind of fine-tuning. It trains a small adapter, while full fine-tuning changes all weights.",
    ),
    (
        "Ollama",
        "llama.cpp",
        "Llama.cpp is the engine, and Ollama is a comfortable program around it. Llama.cpp has more settings.",
    ),
    (
        "Ollama",
        "vLLM",
        "Ollama is made for one person and one computer, while vLLM serves many users on strong graphics cards.",
    ),
    (
        "a prompt",
        "a system prompt",
        "A prompt is your question, while the system prompt sets the rules before the chat starts.",
    ),
    ("a token", "a word", "A token can be a whole word or only a part of it. A long word may need three tokens."),
    ("rank", "alpha", "The rank sets how much an adapter can learn, and alpha sets how strongly it acts."),
    ("Q4", "Q8", "Q4 stores weights in about four bits and Q8 in about eight. Q8 is better and twice as large."),
]

ADVICE = [
    (
        "temperature",
        [
            ("code", "0.2"),
            ("facts", "0.2"),
            ("a chat", "0.7"),
            ("stories", "1.0"),
            ("poems", "1.1"),
            ("tests", "0"),
            ("translation", "0.3"),
            ("new ideas", "1.2"),
        ],
    ),
    ("top_p", [("code", "0.9"), ("a chat", "0.9"), ("stories", "0.95")]),
    ("rank", [("a new style", "8"), ("a new name", "8"), ("many new facts", "32")]),
    ("context length", [("a short chat", "2048"), ("a long chat", "8192"), ("a whole book", "32768")]),
]
