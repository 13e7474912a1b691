"""Quizzes of learning platforms: their formats say what is asked and what is right."""

from __future__ import annotations
