throw new Error('model.unknown')
