"""Referring in the window: a case’s referrals, the answers, the preview, the way out, the handing over."""
