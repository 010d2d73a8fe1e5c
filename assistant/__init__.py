"""The audit assistant for GB/T 27922-2011."""
