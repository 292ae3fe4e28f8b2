"""What leaves the casebook: referral PDFs and exhibit schedules, drawn in memory and encrypted."""
