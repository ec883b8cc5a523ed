"""The demonstration society: invented people, built through the same actions as everybody's."""
