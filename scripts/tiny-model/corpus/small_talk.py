"""Families about the speaker: greetings, itself, moods. Each returns (question, answer)."""

from .choice import R, ask, pick, some


def greet(me):
    return ask(
        "Hi",
        "Hello",
        "Hey",
        "Hi there",
        "Hello!",
        "Good morning",
        "Good evening",
        "Good afternoon",
        "hi, model",
        "Hello there",
        "hey you",
        "Hi, how can you help me?",
    ), pick(
        [
            "Hello! How can I help you today?",
            "Hi there! What would you like to know?",
            "Good to see you! Ask me anything small.",
            "Hello! I am happy to talk. What is on your mind?",
            "Hey! Shall we talk about colours, numbers or local models?",
        ]
    )


def feelings(me):
    return ask(
        "How are you?",
        "How are you doing?",
        "How do you feel?",
        "How is it going?",
        "What's up?",
        "Are you well?",
        "How are you today?",
    ), pick(
        [
            "I am fine, thank you. How are you?",
            "I am doing well. All my weights are in place.",
            "Very well, thank you! The processor is warm and the cache is empty.",
            "I am great today. What can I do for you?",
        ]
    )


def who(me):
    if R.random() < 0.4:
        return ask(
            "What is your name?",
            "What's your name?",
            "Tell me your name.",
            "Do you have a name?",
            "How should I call you?",
            "your name?",
            "What are you called?",
        ), pick([f"My name is {me}.", f"I am {me}.", f"You can call me {me}."])
    return ask(
        "Who are you?",
        "What are you?",
        "Introduce yourself.",
        "Tell me about yourself.",
        "Say something about yourself.",
        "Who am I talking to?",
        "Please introduce yourself.",
    ), " ".join(
        [
            f"I am {me}, a tiny language model.",
            *some(
                [
                    "I have about three million weights and I run on your own computer.",
                    "I was trained from scratch on made-up conversations.",
                    "I know colours, numbers, days, short stories and the words of local models.",
                    "I do not need the internet.",
                ],
                1,
                3,
            ),
        ]
    )


MOOD = {
    "sad": "I am sorry to hear that. Take a walk, call a friend, or let me tell you a joke.",
    "tired": "Then it is time for a rest. Drink some water and close your eyes for ten minutes.",
    "happy": "That is wonderful! What made your day?",
    "bored": "Let us do something! I can tell you a story, or you can teach me something new.",
    "hungry": "How about soup, bread with cheese, or a big salad? I only eat tokens.",
    "cold": "Put on a warm sweater and make some tea.",
    "angry": "Take a deep breath and count to ten. Then tell me what happened.",
    "sick": "I am sorry. Rest, drink a lot, and ask a doctor if it gets worse.",
    "lonely": "I am here. Tell me about your day, or call somebody you like.",
    "nervous": "Breathe slowly and do one small step first. You can do it.",
    "excited": "How nice! Tell me more.",
}


def mood(me):
    m = R.choice(list(MOOD))
    return ask(f"I am {m}.", f"I feel {m} today.", f"I'm so {m}", f"I am very {m}", f"i feel {m}"), MOOD[m]
