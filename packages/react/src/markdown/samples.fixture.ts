/** Texts for stories and tests. */
export const everything = `# Choosing a temperature

Temperature divides the *scores* of the next words before they become probabilities. Below **1** the likeliest word gains; above it
the ~~safe~~ unlikely words catch up. See [the paper](https://arxiv.org/abs/1904.09751) or https://huggingface.co/docs &mdash; both
say the same. Press \`Enter\` to send.

## Three settings

1. **0.2** for facts, code and anything that is checked.
2. **0.7** for explaining and everyday talk.
   - With \`top_p\` at 0.9
   - Without penalties
3. **1.1** for stories, where a wrong word costs nothing.

### Before you start

- [x] Pick a model
- [ ] Read what it was trained on

> A parameter nobody set is not sent.
>
> > The server decides.

\`\`\`python
def sample(logits, temperature=0.7):
    scaled = logits / temperature
    return softmax(scaled)
\`\`\`

| Setting | Range | What it does |
| --- | ---: | --- |
| \`temperature\` | 0–2 | Flattens the distribution |
| \`top_k\` | 1–100 | Keeps the k likeliest |
| \`min_p\` | 0–1 | Drops what is far behind<br>the likeliest |

---

![Two curves, one flatter](https://example.com/curves.png)

#### Last words

Lines end  
where two spaces stand.
`

export const hostile = `Hello <img src=x onerror="alert(1)"> and <script>alert(2)</script>

<iframe src="https://evil.example"></iframe>

<style>body { display: none }</style>

- [script](javascript:alert(1)) and [tab](java\tscript:alert(1)) and [entity](&#106;avascript:alert(1))
- [data](data:text/html;base64,PHNjcmlwdD4=) and [file](file:///etc/passwd) and [relative](/logout)
- [pretends](https://bank.example@evil.example/) and <javascript:alert(1)> and [vb](VBScript:msgbox)
- ![pixel](https://evil.example/pixel.gif?who=you) and ![](data:image/svg+xml,<svg/onload=alert(1)>)
- [quotes](https://a.example/"onmouseover="alert(1)) and \`<b onclick=alert(1)>\`

[reference][evil]

[evil]: javascript:alert(1)
`

export const polish = `## Temperatura

Temperatura dzieli *wyniki* następnych słów, zanim staną się prawdopodobieństwami. Poniżej **1** zyskuje słowo najbardziej prawdopodobne.

- [x] Wybierz model
- [ ] Sprawdź, na czym był uczony

\`\`\`
zażółć gęślą jaźń
\`\`\`

| Ustawienie | Zakres |
| --- | ---: |
| \`temperature\` | 0–2 |

![Dwie krzywe](https://example.com/krzywe.png)
`

export const arabic = `## درجة الحرارة

تقسم درجة الحرارة الدرجات قبل أن تصبح **احتمالات**. راجع [الورقة](https://arxiv.org/abs/1904.09751) أو \`top_p\`.

1. **0.2** للحقائق.
2. **0.7** للشرح.

- [x] اختر نموذجًا

> ما لم يضبطه أحد لا يُرسل.

\`\`\`python
print("left to right")
\`\`\`

| الإعداد | المدى |
| --- | ---: |
| \`temperature\` | 0–2 |

This paragraph is English and stays left to right.
`

export const wideTable = `| Model | Quantization | Context | Memory | Tokens per second | First token | Licence |
| --- | --- | ---: | ---: | ---: | ---: | --- |
${['Llama-3.2-3B-Instruct', 'Qwen3-8B', 'gemma-3-12b-it', 'Mistral-Small-3.2-24B-Instruct-2506']
  .map((name) => `| ${name} | Q4_K_M | 131 072 | 2 019 MiB | 38.2 | 152 ms | see the model card |`)
  .join('\n')}
`

export const longCode = `A long line, then many lines:

\`\`\`js
const answer = await client.startTask({ model: 'llama-server/Llama-3.2-3B-Instruct', messages: [{ role: 'user', content: 'Why?' }], generation_params: { temperature: 0.65 } })
${Array.from({ length: 260 }, (_, line) => `const line${line} = ${line} // one of many`).join('\n')}
\`\`\`
`
