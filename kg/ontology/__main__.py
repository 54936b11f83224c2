"""`python -m kg.ontology` derives the other files of `ontology/` from zhengtu.yaml."""
from kg.ontology import folder
from kg.ontology.derive import FILES

if __name__ == "__main__":
    for name, derive in FILES.items():
        (folder() / name).write_text(derive(), "utf-8", newline="\n")
        print(folder() / name)
