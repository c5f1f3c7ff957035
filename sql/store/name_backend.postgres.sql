-- Lets others see which task and which fencing token a connection works under.
-- Writes: nothing. Parameters: name.
SELECT set_config('application_name', :name, FALSE)
