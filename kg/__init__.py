"""政图 Zhengtu: Chinese government and newspaper text → a knowledge graph with the sentence behind every link."""
