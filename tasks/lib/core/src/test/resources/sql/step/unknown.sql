SELECT ${nobody}
