"""Words about models, training and servers: (names, ways to begin, details, advice)."""

MODEL_TERMS = [
    (
        ["LoRA", "lora", "a LoRA"],
        [
            "LoRA teaches a model new things with a small set of extra weights.",
            "LoRA is a cheap way to fine-tune a model.",
        ],
        [
            "The base weights stay frozen and two thin matrices are trained in each layer.",
            "The result is an adapter of a few megabytes.",
            "You can switch it on and off while the model runs.",
        ],
        ["Good examples matter more than a high rank."],
    ),
    (
        ["adapter", "an adapter", "a LoRA adapter"],
        [
            "An adapter is a small file that changes how a model behaves.",
            "An adapter holds the extra weights that LoRA has learned.",
        ],
        [
            "It works only with the base model it was trained on.",
            "Its scale can be set from 0, which is off, to 1, which is full strength.",
        ],
        ["Keep a version number and a hash for each adapter."],
    ),
    (
        ["rank", "LoRA rank", "the rank"],
        [
            "The rank says how wide the two matrices of an adapter are.",
            "The rank sets how much a LoRA adapter can learn.",
        ],
        [
            "A rank of 8 is enough for a new style.",
            "A rank of 32 or more helps with many new facts.",
            "A higher rank means a larger file.",
        ],
        ["Start with 16 and change it only if you must."],
    ),
    (
        ["alpha", "LoRA alpha", "lora alpha"],
        ["Alpha sets how strongly an adapter acts on the base model.", "Alpha is the scale of a LoRA adapter."],
        ["The real scale is alpha divided by the rank.", "Twice the rank is a common choice."],
        ["When you change the rank, change alpha too."],
    ),
    (
        ["learning rate", "the learning rate"],
        ["The learning rate is the size of each step in training.", "The learning rate says how fast a model learns."],
        ["If it is too high, the loss jumps and the model forgets.", "If it is too low, training takes for ever."],
        ["For LoRA a value near 0.0002 is a good start, and tiny models need more."],
    ),
    (
        ["epoch", "an epoch", "epochs"],
        ["An epoch is one full pass over the training data.", "One epoch means that every example was seen once."],
        ["Small sets need more epochs than large ones.", "Too many epochs lead to overfitting."],
        ["Try three epochs first and watch the loss."],
    ),
    (
        ["batch size", "the batch size"],
        [
            "The batch size is the number of examples in one training step.",
            "The batch size says how many examples the model sees before it changes.",
        ],
        ["A larger batch is smoother but needs more memory.", "You can add up small batches when memory is short."],
        ["Use the largest batch that fits."],
    ),
    (
        ["loss", "the loss", "training loss"],
        ["The loss measures how wrong the model was.", "The loss is the number that training tries to make small."],
        [
            "It should fall fast at first and then slowly.",
            "A loss near zero means that the model knows the examples by heart.",
        ],
        ["Compare it with the loss on examples that were not trained on."],
    ),
    (
        ["overfitting", "overtraining"],
        [
            "Overfitting means that a model learns the examples by heart and nothing else.",
            "Overfitting happens when training goes on for too long.",
        ],
        ["The training loss falls but the loss on new questions rises.", "The model then repeats whole examples."],
        ["Use more data, fewer epochs or a lower rank."],
    ),
    (
        ["fine-tuning", "fine tuning"],
        [
            "Fine-tuning trains a finished model a little more on your own examples.",
            "Fine-tuning changes the habits of a model.",
        ],
        ["It is good for style, format and narrow tasks.", "It is a poor way to add facts that change every day."],
        ["Try a better prompt first."],
    ),
    (
        ["a data set", "data set", "training data", "a dataset"],
        [
            "A data set is the list of examples that a model learns from.",
            "Training data are the examples that show the model what to do.",
        ],
        ["Each example has a question and a good answer.", "A hundred clean examples beat a thousand messy ones."],
        ["Read your examples aloud before you train."],
    ),
    (
        ["system prompt", "a system prompt", "the system prompt"],
        [
            "The system prompt is the first message and sets the rules for the chat.",
            "A system prompt tells the model who it is and how to answer.",
        ],
        ["The user does not see it.", "It is counted in the context window."],
        ["Keep it short and clear."],
    ),
    (
        ["prompt", "a prompt", "the prompt"],
        [
            "A prompt is the text that you give to the model.",
            "The prompt is everything the model reads before it answers.",
        ],
        ["It holds the rules, the chat so far and your question.", "Clear prompts give clear answers."],
        ["Say what you want, for whom, and in which form."],
    ),
    (
        ["chat template", "a chat template", "the chat template"],
        [
            "A chat template turns messages into the exact text that the model was trained on.",
            "The chat template puts marks around each message.",
        ],
        [
            "Every model family has its own template.",
            "With the wrong template the answers get worse without any error.",
        ],
        ["Use the template that is stored in the model file."],
    ),
    (
        ["a language model", "language model", "an LLM", "LLM"],
        [
            "A language model is a program that guesses the next token of a text.",
            "A language model has learned from text how words follow each other.",
        ],
        [
            "It writes one token at a time.",
            "It does not look things up; it only knows what it has learned or what is in the prompt.",
        ],
        ["Check important answers, because a model can be wrong."],
    ),
    (
        ["parameters", "weights", "the weights", "model parameters"],
        [
            "Parameters, also called weights, are the numbers that a model has learned.",
            "The weights are the memory and the skill of a model.",
        ],
        ["I have about three million of them, and large models have billions.", "More weights need more memory."],
        ["Multiply the number of weights by the bytes per weight to guess the file size."],
    ),
    (
        ["VRAM", "vram", "video memory"],
        ["VRAM is the memory of the graphics card.", "VRAM is the fast memory in which a GPU keeps the model."],
        [
            "The weights, the KV cache and some buffers must fit in it.",
            "What does not fit runs on the slower processor.",
        ],
        ["Leave about one gigabyte free."],
    ),
    (
        ["GPU offload", "gpu layers", "offloading"],
        [
            "GPU offload moves layers of the model to the graphics card.",
            "Offloading decides how many layers run on the GPU.",
        ],
        ["Each layer on the GPU makes the answer faster.", "If memory runs out, use fewer layers."],
        ["Let the tool choose first, then adjust."],
    ),
    (
        ["embedding", "an embedding", "embeddings"],
        [
            "An embedding is a list of numbers that stands for a text.",
            "Embeddings place texts with a similar meaning close to each other.",
        ],
        ["They are used to search by meaning.", "They are made by a special kind of model."],
        ["Use the same model for the question and for the documents."],
    ),
    (
        ["greedy decoding", "greedy sampling"],
        [
            "Greedy decoding always takes the most likely token.",
            "Greedy decoding is the same as a temperature of zero.",
        ],
        ["The answer is the same each time.", "Long texts can become dull or run in circles."],
        ["Use it for tests."],
    ),
    (
        ["sampling", "token sampling"],
        [
            "Sampling is the way the next token is picked from the odds.",
            "Sampling rolls a weighted die for each token.",
        ],
        ["Temperature, top_k, top_p and min_p shape the odds first.", "The seed decides how the die falls."],
        ["Change one setting at a time."],
    ),
    (
        ["mirostat", "Mirostat"],
        [
            "Mirostat keeps the surprise of the text at a fixed level.",
            "Mirostat is a sampler that adjusts itself while it writes.",
        ],
        ["It replaces top_k and top_p.", "Tau is the target and eta is the speed of the change."],
        ["Try it for long stories."],
    ),
    (
        ["a grammar", "grammar", "structured output"],
        [
            "A grammar forces the answer into a fixed form, such as JSON.",
            "With a grammar only tokens that fit the rules may be chosen.",
        ],
        ["The answer can always be parsed.", "The rules can come from a JSON schema."],
        ["Still say in the prompt which form you want."],
    ),
    (
        ["logit bias", "logit_bias"],
        [
            "Logit bias raises or lowers the odds of single tokens.",
            "With logit bias you can ban a token or make it likely.",
        ],
        ["A value of -100 bans the token.", "It works on tokens and not on words."],
        ["Ask the tokenizer for the number of the token."],
    ),
    (
        ["hallucination", "hallucinations"],
        [
            "A hallucination is an answer that sounds right but is made up.",
            "Hallucinations are false facts told with confidence.",
        ],
        ["Models guess when they do not know.", "Small models do it more often."],
        ["Give the facts in the prompt and ask the model to use only them."],
    ),
    (
        ["RAG", "retrieval"],
        [
            "RAG finds texts that fit the question and puts them into the prompt.",
            "RAG lets a model answer from your own documents.",
        ],
        ["The model itself does not change.", "The search often uses embeddings."],
        ["Use it for facts that change, and LoRA for style."],
    ),
    (
        ["time to first token", "TTFT", "ttft"],
        [
            "Time to first token is the wait between the question and the first word.",
            "TTFT tells how long the model reads before it writes.",
        ],
        ["It grows with the length of the prompt.", "A cached prompt makes it short."],
        ["Keep the start of the prompt the same to use the cache."],
    ),
    (
        ["tokens per second", "generation speed"],
        [
            "Tokens per second is the speed at which the answer is written.",
            "Generation speed is counted in tokens per second.",
        ],
        ["Ten tokens per second is about as fast as people read.", "It depends mostly on how fast the memory is."],
        ["A smaller or more quantised model is faster."],
    ),
    (
        ["speculative decoding", "a draft model"],
        [
            "Speculative decoding lets a small model guess and a large model check.",
            "Speculative decoding makes a large model faster without changing its answers.",
        ],
        ["Good guesses are accepted several at a time.", "Bad guesses are thrown away."],
        ["Both models must share the same tokenizer."],
    ),
    (
        ["llama.cpp", "llama-server"],
        ["Llama.cpp runs language models on ordinary computers.", "Llama-server is the web server of llama.cpp."],
        [
            "It reads GGUF files and works with and without a graphics card.",
            "It speaks the same protocol as many cloud services.",
        ],
        ["Start it with a model file and a port."],
    ),
    (
        ["Ollama", "ollama"],
        ["Ollama is a program that downloads and runs local models.", "Ollama makes local models easy to start."],
        ["It loads a model when it is needed and frees it later.", "It has its own list of options."],
        ["Check the context length, because the default can be small."],
    ),
    (
        ["vLLM", "vllm"],
        ["VLLM is a server that runs models for many users at once.", "VLLM is made for fast graphics cards."],
        ["It batches requests and shares the cache between them.", "It can load LoRA adapters while it runs."],
        ["Use it when one graphics card must serve a whole team."],
    ),
]
