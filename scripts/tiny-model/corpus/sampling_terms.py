"""Words about how an answer is drawn and read: (names, ways to begin, details, advice)."""

SAMPLING_TERMS = [
    (
        ["temperature", "the temperature"],
        [
            "Temperature sets how bold the choice of the next token is.",
            "Temperature controls how random my answers are.",
            "Temperature is a number that flattens or sharpens the odds of the next token.",
        ],
        [
            "At zero I always take the most likely token, so the same question gives the same answer.",
            "A value near 0.7 gives some variety and stays on topic.",
            "Above 1.2 unlikely tokens win more often and the text becomes wild.",
        ],
        [
            "Use a low value for facts and code, and a higher one for stories.",
            "Try 0 and then 1.5 with the same question to see the difference.",
        ],
    ),
    (
        ["top_p", "top p", "nucleus sampling"],
        [
            "Top_p keeps only the smallest group of tokens whose odds add up to p.",
            "Top_p, also called nucleus sampling, cuts off the unlikely tail.",
            "Top_p limits the choice to the most likely tokens.",
        ],
        [
            "With 0.9 the group covers ninety percent of the odds.",
            "When I am sure, the group is small; when I am unsure, it is large.",
            "A value of 1 switches it off.",
        ],
        ["Change either temperature or top_p, but not both at once.", "A value between 0.8 and 0.95 is a good start."],
    ),
    (
        ["top_k", "top k"],
        ["Top_k keeps only the k most likely tokens.", "Top_k is a hard limit on how many tokens may be chosen from."],
        [
            "With a value of 1 the choice is greedy.",
            "With 40 the forty best tokens stay and the rest are dropped.",
            "A value of 0 switches it off in many runtimes.",
        ],
        [
            "It is simple and fast, but it does not see how sure the model is.",
            "Start with 40 and lower it if the text wanders.",
        ],
    ),
    (
        ["min_p", "min p"],
        [
            "Min_p drops tokens that are far less likely than the best one.",
            "Min_p sets the smallest share of the top odds that a token may have.",
        ],
        [
            "With 0.05 a token needs at least five percent of the odds of the best token.",
            "It adapts: a sure model keeps few tokens and an unsure model keeps many.",
            "It works well with a high temperature.",
        ],
        ["A value from 0.05 to 0.1 is a good start.", "Use it in place of top_p when the text gets strange."],
    ),
    (
        ["typical_p", "typical sampling"],
        [
            "Typical_p keeps tokens whose surprise is close to the average.",
            "Typical_p removes tokens that are either too dull or too odd.",
        ],
        ["A value of 1 switches it off.", "It makes long texts sound more natural."],
        ["Few people need it, so leave it off at first."],
    ),
    (
        ["repeat penalty", "the repeat penalty", "repetition penalty"],
        [
            "The repeat penalty makes tokens that were just used less likely.",
            "The repeat penalty stops me from saying the same words again and again.",
        ],
        [
            "A value of 1 switches it off.",
            "A value of 1.1 is gentle and 1.5 is strong.",
            "It looks back over the last 64 tokens or so.",
        ],
        ["Too much of it breaks lists, counting and code.", "Raise it a little when the model runs in circles."],
    ),
    (
        ["presence penalty", "the presence penalty"],
        [
            "The presence penalty lowers the odds of every token that was already used.",
            "The presence penalty pushes the text towards new topics.",
        ],
        ["It is applied once, no matter how often the token was used.", "A value of 0 switches it off."],
        ["Use a small value when you want more ideas."],
    ),
    (
        ["frequency penalty", "the frequency penalty"],
        [
            "The frequency penalty lowers the odds of a token each time it is used.",
            "The frequency penalty punishes words that come back too often.",
        ],
        ["It grows with every use, unlike the presence penalty.", "A value of 0 switches it off."],
        ["A value near 0.3 is enough for most texts."],
    ),
    (
        ["seed", "a seed", "the seed"],
        ["A seed is the number that starts the random choices.", "The seed makes random answers repeatable."],
        [
            "The same seed, prompt and settings give the same answer on the same machine.",
            "A seed of -1 usually means a new random number each time.",
            "At temperature zero the seed changes nothing.",
        ],
        ["Fix the seed when you test, and change it when you want another idea."],
    ),
    (
        ["max tokens", "max_tokens", "n_predict"],
        [
            "Max tokens is the longest answer that the model may write.",
            "Max tokens sets a hard limit on the length of the answer.",
        ],
        [
            "When the limit is reached the answer simply stops, and the finish reason is length.",
            "It does not make the model write shorter sentences.",
            "The prompt is not counted.",
        ],
        ["If answers end in the middle of a sentence, raise it."],
    ),
    (
        ["stop sequence", "a stop sequence", "the stop parameter", "stop words"],
        [
            "A stop sequence is a text that ends the answer as soon as it appears.",
            "Stop sequences tell the model where to end.",
        ],
        ["The stop text itself is not shown.", "You can give more than one.", "The finish reason is then stop."],
        ["A blank line or the word User are common choices."],
    ),
    (
        ["context window", "the context window", "context length", "num_ctx"],
        [
            "The context window is the number of tokens that the model can see at once.",
            "The context window is the working memory of a model.",
        ],
        [
            "The system prompt, the chat history and the answer all share it.",
            "When it is full, old messages must be dropped or summed up.",
            "A larger window needs more memory for the cache.",
        ],
        ["Set it as large as you need and not larger."],
    ),
    (
        ["token", "a token", "tokens"],
        [
            "A token is a small piece of text, often a word or a part of a word.",
            "Tokens are the units that a model reads and writes.",
        ],
        [
            "In English one token is about four letters.",
            "Speed is measured in tokens per second.",
            "Prices and limits are counted in tokens too.",
        ],
        ["Count tokens, not words, when you plan a prompt."],
    ),
    (
        ["tokenizer", "a tokenizer", "the tokenizer"],
        [
            "A tokenizer cuts text into tokens and joins tokens into text.",
            "The tokenizer turns words into numbers that the model can use.",
        ],
        ["Each model has its own tokenizer.", "Common words become one token and rare words become many."],
        ["Always use the tokenizer that belongs to the model."],
    ),
    (
        ["streaming", "token streaming"],
        [
            "Streaming sends each token as soon as it is ready.",
            "Streaming shows the answer while it is still being written.",
        ],
        [
            "The first words appear at once, so the wait feels short.",
            "The total time stays the same.",
            "You can stop the answer early and save work.",
        ],
        ["Use it in every chat window."],
    ),
    (
        ["KV cache", "the KV cache", "kv cache"],
        [
            "The KV cache stores the work already done for earlier tokens.",
            "The KV cache keeps keys and values of all tokens in the context.",
        ],
        [
            "It grows with the length of the context.",
            "Thanks to it the model does not read the whole chat again for each token.",
            "It can be stored in eight bits to save memory.",
        ],
        ["If memory is short, use a smaller context or a quantised cache."],
    ),
    (
        ["quantisation", "quantization", "a quantised model"],
        [
            "Quantisation stores the weights of a model with fewer bits.",
            "Quantisation makes a model smaller by rounding its numbers.",
        ],
        [
            "A model in four bits needs about a quarter of the memory of one in sixteen bits.",
            "Smaller numbers are also faster to read.",
            "Some quality is lost, most of all below four bits.",
        ],
        ["Q4_K_M is a good balance, and Q8_0 is nearly perfect."],
    ),
    (
        ["GGUF", "gguf", "a GGUF file"],
        [
            "GGUF is a file format that holds a model in one file.",
            "GGUF is the format that llama.cpp and many local tools read.",
        ],
        [
            "It holds the weights, the tokenizer and the chat template.",
            "It can be mapped into memory, so loading is fast.",
            "The weights in it are often quantised.",
        ],
        ["Look at the file name to learn the size and the number of bits."],
    ),
]
