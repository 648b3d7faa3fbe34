"""Shows forty conversations: python -m corpus"""

from .conversations import conversation

for _ in range(40):
    for message in conversation():
        print(f"{message['role']:>9}: {message['content']}")
    print("-" * 20)
