-- The names of the jurisdictions met.
SELECT jurisdiction, jurisdiction_name FROM jurisdictions
