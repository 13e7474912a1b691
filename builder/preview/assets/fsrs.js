"use strict";
/* FSRS-6, the scheduler of Anki: https://github.com/open-spaced-repetition/py-fsrs
   Its tests hold it against py-fsrs. Times are milliseconds, grades 1 (again) to 4 (easy). */

const Fsrs = (() => {
  const W = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ];
  const RETENTION = 0.9;
  const DECAY = -W[20];
  const FACTOR = 0.9 ** (1 / DECAY) - 1;
  const MINUTE = 60_000;
  const DAY = 86_400_000;
  const LONGEST = 36_500;
  const STEPS = { learning: [MINUTE, 10 * MINUTE], relearning: [10 * MINUTE] };
  const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];

  const fresh = () => ({ state: "learning", step: 0, stability: null, difficulty: null, due: 0, last: null });

  const stable = (value) => Math.max(value, 0.001);
  const difficult = (value) => Math.min(Math.max(value, 1), 10);
  const firstDifficulty = (grade) => W[4] - Math.exp(W[5] * (grade - 1)) + 1;

  function nextDifficulty(difficulty, grade) {
    const damped = difficulty + ((10 - difficulty) * (-W[6] * (grade - 3))) / 9;
    return difficult(W[7] * firstDifficulty(EASY) + (1 - W[7]) * damped);
  }

  function sameDay(stability, grade) {
    const increase = Math.exp(W[17] * (grade - 3 + W[18])) * stability ** -W[19];
    return stable(stability * (grade === AGAIN ? increase : Math.max(increase, 1)));
  }

  function otherDay(difficulty, stability, recall, grade) {
    if (grade === AGAIN) {
      const long = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1)
        * Math.exp((1 - recall) * W[14]);
      return stable(Math.min(long, stability / Math.exp(W[17] * W[18])));
    }
    const bonus = grade === HARD ? W[15] : grade === EASY ? W[16] : 1;
    return stable(stability * (1 + Math.exp(W[8]) * (11 - difficulty) * stability ** -W[9]
      * (Math.exp((1 - recall) * W[10]) - 1) * bonus));
  }

  const daysSince = (card, now) => Math.floor((now - card.last) / DAY);

  /** How likely a card is known. */
  function recall(card, now) {
    if (card.last === null) return 0;
    return (1 + (FACTOR * Math.max(0, daysSince(card, now))) / card.stability) ** DECAY;
  }

  function days(stability) {
    const interval = Math.round((stability / FACTOR) * (RETENTION ** (1 / DECAY) - 1));
    return Math.min(Math.max(interval, 1), LONGEST) * DAY;
  }

  function remember(card, grade, now) {
    if (card.stability === null) {
      return { stability: stable(W[grade - 1]), difficulty: difficult(firstDifficulty(grade)) };
    }
    const stability = daysSince(card, now) < 1
      ? sameDay(card.stability, grade)
      : otherDay(card.difficulty, card.stability, recall(card, now), grade);
    return { stability, difficulty: nextDifficulty(card.difficulty, grade) };
  }

  /** Where a card goes: its state, its step, and how long until it is asked again. */
  function place(card, grade, stability) {
    const review = { state: "review", step: null, wait: days(stability) };
    if (card.state === "review") {
      return grade === AGAIN ? { state: "relearning", step: 0, wait: STEPS.relearning[0] } : review;
    }
    const steps = STEPS[card.state];
    const { state, step } = card;
    if (grade === AGAIN) return { state, step: 0, wait: steps[0] };
    if (grade === EASY || (grade === GOOD && step + 1 >= steps.length)) return review;
    if (grade === GOOD) return { state, step: step + 1, wait: steps[step + 1] };
    if (step > 0) return { state, step, wait: steps[step] };
    return { state, step, wait: steps.length > 1 ? (steps[0] + steps[1]) / 2 : steps[0] * 1.5 };
  }

  /** A card after an answer. */
  function review(card, grade, now) {
    const memory = remember(card, grade, now);
    const { state, step, wait } = place(card, grade, memory.stability);
    return { ...memory, state, step, due: now + wait, last: now };
  }

  return { fresh, review, recall };
})();
