"""Fitted choices: logistic models with readable weights, where grammar leaves a doubt."""
